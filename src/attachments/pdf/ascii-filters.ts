import { Refusal } from '#src/attachments/pdf/refusal.js'

/** ISO 32000-2, 7.4.3: five characters for four bytes, `z` for four zeros, up to `~>`. */
export function decodeAscii85(text: Buffer): Buffer {
  const decoded = Buffer.alloc(text.length * 4)
  let length = 0
  let value = 0
  let digits = 0
  for (const code of text) {
    if (code === 0x7e) break
    if (code <= 0x20) continue
    if (code === 0x7a && digits === 0) {
      length += 4
      continue
    }
    if (code < 0x21 || code > 0x75) throw new Refusal('damaged')
    value = value * 85 + (code - 0x21)
    if (++digits < 5) continue
    if (value > 0xffffffff) throw new Refusal('damaged')
    length = decoded.writeUInt32BE(value, length)
    value = digits = 0
  }
  if (digits === 0) return decoded.subarray(0, length)
  for (let missing = digits; missing < 5; missing++) value = value * 85 + 84
  decoded.writeUInt32BE(Math.min(value, 0xffffffff), length)
  return decoded.subarray(0, length + digits - 1)
}

/** ISO 32000-2, 7.4.2: two digits for a byte, up to `>`. */
export function decodeAsciiHex(text: Buffer): Buffer {
  const digits =
    text
      .toString('latin1')
      .split('>')[0]
      ?.replace(/[\0\t\n\f\r ]/g, '') ?? ''
  if (/[^0-9A-Fa-f]/.test(digits)) throw new Refusal('damaged')
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
}
