import { constants, createInflate } from 'node:zlib'
import { decodeAscii85, decodeAsciiHex } from '#src/attachments/pdf/ascii-filters.js'
import { Refusal } from '#src/attachments/pdf/refusal.js'
import { type PdfDictionary, valuesOf } from '#src/attachments/pdf/values.js'

/** What all streams of a file may unpack to. An A4 page at 600 dots per inch in colour has 104 MB. */
const MAX_UNPACKED = 256 * 1024 * 1024
/** What is held of them: lists of objects, and what another filter still has to unpack. */
const MAX_KEPT = 32 * 1024 * 1024
// These we do not unpack; what one byte may become at most.
const LARGEST_GROWTH: Record<string, number> = { LZWDecode: 1400, RunLengthDecode: 64 }
// Codecs of images come last; it is their pixels that are counted.
const OF_IMAGES = ['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode']

/** What the streams of one file may still unpack to, and how much of it may be held, in bytes. */
export type Unpacking = { left: number; keepable: number }

export const startUnpacking = (): Unpacking => ({ left: MAX_UNPACKED, keepable: MAX_KEPT })

/** The filters of a stream. What is not said in so many words, there and once, is `too-complex`. */
export function filtersOf(dictionary: PdfDictionary): string[] {
  const said = valuesOf(dictionary, 'Filter')
  const names = said.flatMap((filter) => (filter.is === 'list' ? filter.items : [filter]))
  if (said.length > 1) throw new Refusal('too-complex')
  return names.map((value) => {
    if (value.is !== 'name') throw new Refusal('too-complex')
    return value.name
  })
}

/**
 * Unpacks a stream and returns what it holds if `keep`, else nothing that matters: then it is only counted.
 * @throws Refusal `too-complex` for what would unpack to more than is `left`, `damaged` for what does not unpack
 */
export async function unpack(
  packed: Buffer,
  filters: string[],
  unpacking: Unpacking,
  keep: boolean,
): Promise<Buffer> {
  let bytes = packed
  for (const [index, filter] of filters.entries()) {
    const isKept = keep || index < filters.length - 1
    if (filter === 'FlateDecode') bytes = await inflate(bytes, unpacking, isKept)
    else if (filter === 'ASCII85Decode') bytes = decodeAscii85(bytes)
    else if (filter === 'ASCIIHexDecode') bytes = decodeAsciiHex(bytes)
    else if (!isKept) count(unpacking, OF_IMAGES.includes(filter) ? 0 : growthOf(filter) * bytes.length)
    else throw new Refusal('too-complex')
  }
  return bytes
}

async function inflate(packed: Buffer, unpacking: Unpacking, isKept: boolean): Promise<Buffer> {
  // What is cut off short is unpacked as far as it goes, as viewers do.
  const inflater = createInflate({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 64 * 1024 })
  inflater.end(packed)
  const kept: Buffer[] = []
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      count(unpacking, chunk.length)
      if (!isKept) continue
      unpacking.keepable -= chunk.length
      if (unpacking.keepable < 0) throw new Refusal('too-complex')
      kept.push(chunk)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('damaged')
  }
  return Buffer.concat(kept)
}

function growthOf(filter: string): number {
  return LARGEST_GROWTH[filter] ?? Number.POSITIVE_INFINITY
}

function count(unpacking: Unpacking, bytes: number): void {
  unpacking.left -= bytes
  if (!(unpacking.left >= 0)) throw new Refusal('too-complex')
}
