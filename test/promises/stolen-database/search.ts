import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Needle } from './forms.js'

/** What was found, in words: marker, form, and where. */
export type Finds = string[]
export type Search = {
  inBytes(where: string, bytes: Buffer): Finds
  inFile(path: string): Finds
  /** Every file below it; those that the server removes meanwhile are not there. */
  inFolder(path: string): Finds
}

const START = 4
const SLOTS = 18
const SPREAD = 0x9e3779b1
/** Each byte, small letters for capitals. */
const SMALL = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte))
const PIECE = 16 * 1024 * 1024
const OVERLAP = 4096

/** Looks for thousands of needles at once: each place is compared with those alone that begin as it does. */
export function createSearch(needles: Needle[]): Search {
  const short = needles.find(({ bytes }) => bytes.length < START + 1)
  if (short) throw new Error(`Too short to be looked for: ${short.marker.text}`)
  const byStart = new Map<number, Needle[]>()
  const mayStart = new Uint8Array(1 << SLOTS)
  for (const needle of needles) {
    const start = needle.bytes.readUInt32BE(0)
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
    mayStart[Math.imul(start, SPREAD) >>> (32 - SLOTS)] = 1
  }

  // Hundreds of millions of bytes pass here: the loop calls nothing but where a needle may begin.
  function inBytes(where: string, bytes: Buffer): Finds {
    const finds = new Set<string>()
    const { length } = bytes
    for (let at = 0, start = 0; at < length; at++) {
      start = (start << 8) | (SMALL[bytes[at] as number] as number)
      if (mayStart[Math.imul(start, SPREAD) >>> (32 - SLOTS)] === 0) continue
      for (const needle of byStart.get(start >>> 0) ?? [])
        if (isAt(bytes, at - START + 1, needle)) finds.add(`${needle.marker.what} ${needle.form} in ${where}`)
    }
    return [...finds]
  }

  const piece = Buffer.alloc(PIECE)

  function inFile(path: string): Finds {
    const finds = new Set<string>()
    const file = openSync(path, 'r')
    try {
      for (let from = 0; ; from += PIECE - OVERLAP) {
        const read = readSync(file, piece, 0, PIECE, from)
        for (const find of inBytes(path, piece.subarray(0, read))) finds.add(find)
        if (read < PIECE) return [...finds]
      }
    } finally {
      closeSync(file)
    }
  }

  return {
    inBytes,
    inFile,
    inFolder: (path) =>
      readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .flatMap((name) => {
          try {
            return statSync(name).isFile() ? inFile(name) : []
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
            throw error
          }
        }),
  }
}

function isAt(bytes: Buffer, from: number, { bytes: needle, isAlone }: Needle): boolean {
  if (from < 0 || from + needle.length > bytes.length) return false
  for (let place = 0; place < needle.length; place++)
    if (SMALL[bytes[from + place] as number] !== needle[place]) return false
  return !isAlone || !(isDigit(bytes[from - 1]) || isDigit(bytes[from + needle.length]))
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9a-f.]/i.test(String.fromCharCode(byte))
}
