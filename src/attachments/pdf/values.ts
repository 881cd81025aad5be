/** What a PDF is made of (ISO 32000-2, 7.3). `entries` keeps a key that stands twice: viewers differ on which counts. */
export type PdfValue =
  | { is: 'name'; name: string }
  | { is: 'text'; text: string }
  | { is: 'reference'; to: number }
  | { is: 'list'; items: PdfValue[] }
  | PdfDictionary
  | { is: 'number'; value: number }
  | { is: 'word'; word: 'true' | 'false' | 'null' }

export type PdfDictionary = { is: 'dictionary'; entries: [key: string, value: PdfValue][] }

/** Every value of a key. */
export function valuesOf({ entries }: PdfDictionary, key: string): PdfValue[] {
  return entries.filter(([name]) => name === key).map(([, value]) => value)
}

export function isName(value: PdfValue | undefined, ...names: string[]): boolean {
  return value?.is === 'name' && names.includes(value.name)
}
