import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './seeded.js'

/** What a web server or a browser would run, were it to take an image for a page. */
export const PAYLOAD = '<?php system($_GET[0]); ?><script>alert(document.domain)</script>'

/** A JPEG with a segment of its own behind its first marker; 0xfe is a comment, 0xe1 is EXIF or XMP. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}

/** A JPEG that claims other measures than it has. */
function claimingJpeg(jpeg: Buffer, width: number, height: number): Buffer {
  const forged = Buffer.from(jpeg)
  const frame = forged.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(forged[at + 1] ?? 0))
  forged.writeUInt16BE(height, frame + 5)
  forged.writeUInt16BE(width, frame + 7)
  return forged
}

/** A PNG of so many bytes that claims to be so large; its checksums are right. */
function claimingPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const beginning = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1000)))
  return Buffer.concat([beginning, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))])
}

/** A PNG with a chunk of its own behind its header. */
function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
  const afterHeader = 8 + 25
  return Buffer.concat([png.subarray(0, afterHeader), chunk(type, content), png.subarray(afterHeader)])
}

/** An image that is more than one, or claims what it is not. */
export function hostileImage(
  { jpeg, png, zip }: { jpeg: Buffer; png: Buffer; zip: Buffer },
  random: Random,
): Buffer {
  const payload = Buffer.from(PAYLOAD)
  return random.pick([
    () => claimingPng(60_000, 60_000),
    () => claimingPng(1 + random.below(20_000), 1 + random.below(20_000)),
    () => claimingPng(0, 0),
    () => claimingJpeg(jpeg, 65_500, 65_500),
    () => claimingJpeg(jpeg, 1 + random.below(7000), 1 + random.below(7000)),
    () => withSegment(jpeg, 0xfe, payload),
    () => withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), payload])),
    () => withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), payload])),
    () => withSegment(jpeg, 0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), random.bytes(500)])),
    () => Buffer.concat([jpeg, payload]),
    () => Buffer.concat([jpeg, zip]),
    () => withSegment(jpeg, 0xfe, Buffer.from('%PDF-1.7\n1 0 obj << /S /JavaScript >> endobj')),
    () => Buffer.concat([png, payload]),
    () => Buffer.concat([png, zip]),
    () => withChunk(png, 'tEXt', Buffer.from(`Comment\0${PAYLOAD}`)),
    () =>
      withChunk(png, 'zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(1 << 20))])),
    () => withChunk(png, 'iCCP', Buffer.concat([Buffer.from('icc\0\0'), deflateSync(Buffer.alloc(1 << 20))])),
    () => withChunk(png, 'eXIf', payload),
    () => withChunk(png, 'acTL', Buffer.from([0, 0, 255, 255, 0, 0, 0, 0])),
  ])()
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), content])
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(content.length, 0)
  numbers.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([numbers.subarray(0, 4), typed, numbers.subarray(4)])
}
