import { formatNumber } from '#templates/format.js'

/** Figures of the desk are not counted further. */
export const COUNTED_AT_MOST = 2_000

/** A figure of the desk: `12`, or `plus de 2 000` where it is not counted further. */
export function countWords(number: number): string {
  return number > COUNTED_AT_MOST ? `plus de ${formatNumber(COUNTED_AT_MOST)}` : formatNumber(number)
}

/** The same words at the beginning of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
