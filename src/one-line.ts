import * as v from 'valibot'

/** Text on one line: line ends, controls and runs of blanks, which a database or a mail may refuse, become one space. */
export function toOneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim()
}

/** A text field of a form, on one line. */
export const OneLine = v.pipe(v.string(), v.transform(toOneLine))
