/** JSON as Rails writes it: what could end a script of a page is escaped, so it is not what `JSON.stringify` gives. */
export function railsJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
