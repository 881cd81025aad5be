import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const EIGHT_BITS_GREY = [8, 0, 0, 0, 0]
const NO_FILTER = 0

/**
 * A square image in shades of grey, as PNG (https://www.w3.org/TR/png-3/).
 * @param shadeAt 0 is black, 255 white
 */
export async function greyPng(side: number, shadeAt: (x: number, y: number) => number): Promise<Buffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set(EIGHT_BITS_GREY, 8)
  const lines = Buffer.alloc(side * (side + 1), NO_FILTER)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) lines[y * (side + 1) + 1 + x] = shadeAt(x, y)
  const packed = await promisify(deflate)(lines)
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND')])
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
