// NUL and its kind, half a pair of surrogates, and the marks that make a name read in another order than written.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu

/**
 * Text as it goes into a cell, whatever the file: letters, newlines and tabs stay, what nobody sees goes.
 * https://www.w3.org/TR/xml/#charsets, https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
export function cellText(text: string): string {
  return isPlain(text) ? text : text.replace(UNSEEN, '')
}

// Of the letters, digits and signs of most cells, beginning with none that a spreadsheet runs.
const PLAIN = /^(?:[0-9A-Za-zÀ-ÖØ-öø-ÿ][0-9A-Za-zÀ-ÖØ-öø-ÿ ’'.:+-]*)?$/

/** Whether nothing in it needs to be looked at twice. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}
