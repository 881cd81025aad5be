import sharp, { type Sharp } from 'sharp'
import { type Accepted, accepted, type Refused, refused } from '#src/attachments/examination.js'
import { MAX_FILE_BYTES, MAX_PIXELS } from '#src/attachments/limits.js'

const LONG_SIDE = 3000
const JPEG_QUALITIES = [85, 60]

// One image at a time is examined in this process, and none of them comes twice.
sharp.concurrency(1)
sharp.cache(false)
// libvips reads many formats; we want two of them, from memory.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] })

/**
 * Decodes an image and draws it anew: upright, in sRGB, opaque, at most 3000 pixels long. Nothing but the pixels is
 * taken over, so whatever else the file held (place and device, comments, a second file behind it) is gone. A PNG that
 * would become bigger than what may be joined is drawn as JPEG.
 */
export async function redrawImage(kind: 'jpeg' | 'png', bytes: Buffer): Promise<Accepted | Refused> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > MAX_PIXELS) return refused('too-many-pixels')
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
    return await encode(kind, upright)
  } catch {
    return refused('damaged')
  }
}

async function encode(kind: 'jpeg' | 'png', image: Sharp): Promise<Accepted | Refused> {
  if (kind === 'png') {
    const png = await image.clone().png().toBuffer()
    if (png.length <= MAX_FILE_BYTES) return accepted({ kind, bytes: png })
  }
  for (const quality of JPEG_QUALITIES) {
    const jpeg = await image.clone().jpeg({ quality }).toBuffer()
    if (jpeg.length <= MAX_FILE_BYTES) return accepted({ kind: 'jpeg', bytes: jpeg })
  }
  return refused('too-complex')
}
