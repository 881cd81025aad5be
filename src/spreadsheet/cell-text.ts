// NUL and its kind, half a pair of surrogates, and the marks that make a name read in another order than written.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu

/**
 * Text as it goes into a cell, whatever the file: letters, newlines and tabs stay, what nobody sees goes.
 * https://www.w3.org/TR/xml/#charsets, https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
export function cellText(text: string): string {
  return text.replace(UNSEEN, '')
}
