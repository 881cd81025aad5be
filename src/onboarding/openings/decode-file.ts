export type Decoded =
  | { kind: 'text'; text: string }
  /** A workbook of Excel or LibreOffice, or anything else that is no text. */
  | { kind: 'not-text' }

// From 0x80 on; `TextDecoder` of Node 20 takes these for ISO-8859-1 (https://github.com/nodejs/node/issues/56542).
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The text of a file as offices save it: UTF-8 with or without its mark, Excel’s « Texte Unicode », or Windows-1252. */
export function decodeFile(bytes: Uint8Array): Decoded {
  const text = textOf(bytes)
  return text.includes('\u0000') ? { kind: 'not-text' } : { kind: 'text', text }
}

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character)
  }
}
