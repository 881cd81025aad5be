import { encodeQR } from 'qr'
import { greyPng } from '#src/agent/publicity/grey-png.js'

// Quiet zone of four modules and correction M (“medium”): what ISO/IEC 18004 asks for, and a poster in a window needs.
const QUIET_ZONE = 4
const OPTIONS = { ecc: 'medium', border: QUIET_ZONE } as const
const PNG_PIXELS = 1024

/** The bare modules, row after row, without quiet zone. */
export type QrModules = { size: number; isDark(column: number, row: number): boolean }

export function qrModules(text: string): QrModules {
  const rows = encodeQR(text, 'raw', OPTIONS)
  return {
    size: rows.length - 2 * QUIET_ZONE,
    isDark: (column, row) => rows[row + QUIET_ZONE]?.[column + QUIET_ZONE] === true,
  }
}

/** On white, whatever the page below it. */
export function qrSvg(text: string): string {
  const side = encodeQR(text, 'raw', OPTIONS).length
  const ground = `<path fill="#fff" d="M0 0h${side}v${side}H0z"/>`
  return encodeQR(text, 'svg', OPTIONS).replace('<path', `${ground}<path`)
}

/** 1024 by 1024 pixels. */
export function qrPng(text: string): Promise<Buffer> {
  const rows = encodeQR(text, 'raw', OPTIONS)
  const scale = Math.floor(PNG_PIXELS / rows.length)
  const margin = Math.floor((PNG_PIXELS - scale * rows.length) / 2)
  const moduleAt = (pixel: number) => Math.floor((pixel - margin) / scale)
  return greyPng(PNG_PIXELS, (x, y) => (rows[moduleAt(y)]?.[moduleAt(x)] ? BLACK : WHITE))
}

const BLACK = 0
const WHITE = 255
