/**
 * Text reduced to what a search compares: no accent, no case, no hyphen nor apostrophe, `st` and `ste` in full.
 * @returns words of `a-z0-9` joined by one space
 */
export function searchWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
}

type Searchable = { name: string; departementCode: string; departementName: string; postalCodes: string[] }

/**
 * What stands in `search_key`: the name, then all else by which it may be found; every word follows a space.
 * @example ' saint leu | saintleu 97416 97424 97436 ; la reunion ; 974 '
 */
export function searchKey({ name, departementCode, departementName, postalCodes }: Searchable): string {
  const words = searchWords(name)
  const found = [words.replaceAll(' ', ''), ...postalCodes].join(' ')
  return ` ${words} | ${found} ; ${searchWords(departementName)} ; ${departementCode.toLowerCase()} `
}
