import QRCode from 'qrcode'

// Quiet zone of four modules and correction M: what ISO/IEC 18004 asks for, and what a poster in a window needs.
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const
const PNG_PIXELS = 1024

/** The bare modules, row after row, without quiet zone. */
export type QrModules = { size: number; isDark(column: number, row: number): boolean }

export function qrModules(text: string): QrModules {
  const { modules } = QRCode.create(text, OPTIONS)
  return { size: modules.size, isDark: (column, row) => modules.get(row, column) === 1 }
}

export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { ...OPTIONS, type: 'svg' })
}

/** 1024 by 1024 pixels. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { ...OPTIONS, type: 'png', width: PNG_PIXELS })
}
