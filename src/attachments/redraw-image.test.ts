import { randomBytes } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES } from '#src/attachments/limits.js'
import { redrawImage } from '#src/attachments/redraw-image.js'

const GPS = { IFD0: { Copyright: 'Anonyme' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' } }
const PAYLOAD = '<?php phpinfo(); ?><script>alert(1)</script>'

describe('a photo is drawn anew', () => {
  test('without what the telephone wrote into it', async () => {
    const photo = await halves(600, 400)
      .withExif(GPS)
      .withXmp('<x:xmpmeta>secret</x:xmpmeta>')
      .jpeg()
      .toBuffer()
    expect(photo.includes('Anonyme')).toBe(true)
    const drawn = await redraw('jpeg', photo)
    expect(drawn.kind).toBe('jpeg')
    expect(await sharp(drawn.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 400 })
    expect(leftovers(await sharp(drawn.bytes).metadata())).toEqual([])
    for (const word of ['Anonyme', 'GPS', 'Exif', 'secret', 'ICC_PROFILE'])
      expect(drawn.bytes.includes(word)).toBe(false)
  })

  test('upright, however the telephone was held', async () => {
    // 6: what is shown on top lies at the left of the pixels. Left is black here, right is white.
    const lying = await halves(600, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { bytes } = await redraw('jpeg', lying)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 400, height: 600 })
    expect((await sharp(bytes).metadata()).orientation).toBeUndefined()
    const at = async (top: number) =>
      (await sharp(bytes).extract({ left: 200, top, width: 1, height: 1 }).raw().toBuffer())[0]
    expect(await at(50)).toBeLessThan(20)
    expect(await at(550)).toBeGreaterThan(235)
  })

  test('without comments and without what follows it', async () => {
    const plain = await halves(60, 40).jpeg().toBuffer()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, PAYLOAD.length + 2]), Buffer.from(PAYLOAD)])
    const hostile = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2), Buffer.from(PAYLOAD)])
    const { bytes } = await redraw('jpeg', hostile)
    expect(bytes.includes('script')).toBe(false)
    expect(bytes.includes('<?php')).toBe(false)
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  })

  test('in sRGB, whatever its profile', async () => {
    const wide = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#ff0000' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    expect((await sharp(wide).metadata()).hasProfile).toBe(true)
    const { bytes } = await redraw('png', wide)
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'srgb', hasProfile: false })
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 0, 0])
  })

  test('no longer than 3000 pixels', async () => {
    const { bytes } = await redraw('jpeg', await halves(4000, 1000).jpeg().toBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 3000, height: 750 })
  })

  test('even of four inks, of grey or of sixteen bits', async () => {
    const inks = await redraw('jpeg', await halves(60, 40).toColourspace('cmyk').jpeg().toBuffer())
    expect(await sharp(inks.bytes).metadata()).toMatchObject({ space: 'srgb' })
    const grey = await redraw('png', await halves(60, 40).greyscale().png().toBuffer())
    expect(await sharp(grey.bytes).metadata()).toMatchObject({ width: 60 })
    const deep = await redraw('png', await halves(60, 40).toColourspace('rgb16').png().toBuffer())
    expect(await sharp(deep.bytes).metadata()).toMatchObject({ depth: 'uchar' })
  })
})

describe('a picture of a screen', () => {
  test('stays a PNG, without its texts and what follows it', async () => {
    const hostile = Buffer.concat([withText(await halves(60, 40).png().toBuffer()), Buffer.from(PAYLOAD)])
    const drawn = await redraw('png', hostile)
    expect(drawn.kind).toBe('png')
    expect(drawn.bytes.includes('script')).toBe(false)
    expect(
      chunksOf(drawn.bytes).filter((name) => !['IHDR', 'IDAT', 'IEND', 'PLTE', 'pHYs'].includes(name)),
    ).toEqual([])
  })

  test('is opaque: white shows through', async () => {
    const clear = sharp({
      create: { width: 9, height: 9, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const { bytes } = await redraw('png', await clear.png().toBuffer())
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(false)
    expect((await sharp(bytes).raw().toBuffer())[0]).toBe(255)
  })

  test('becomes a JPEG where it would be bigger than what may be joined', async () => {
    const noise = sharp(randomBytes(1400 * 1400 * 3), { raw: { width: 1400, height: 1400, channels: 3 } })
    const drawn = await redraw('png', await noise.png().toBuffer())
    expect(drawn.kind).toBe('jpeg')
    expect(drawn.bytes.length).toBeLessThanOrEqual(MAX_FILE_BYTES)
  })
})

describe('a picture is refused', () => {
  test('of more than fifty million pixels', async () => {
    expect(await refusalOf('jpeg', await blank(7000, 7200).jpeg().toBuffer())).toBe('too-many-pixels')
    expect(await refusalOf('jpeg', await blank(7000, 7100).jpeg().toBuffer())).toBe('accepted')
  })

  test('that only claims them', async () => {
    const png = await blank(1, 1).png().toBuffer()
    png.writeUInt32BE(60_000, 16)
    png.writeUInt32BE(60_000, 20)
    expect(['too-many-pixels', 'damaged']).toContain(await refusalOf('png', png))
  })

  test.each([0.1, 0.5, 0.9, 0.99])('that is cut off after %s of it', async (part) => {
    const noise = sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
    for (const kind of ['jpeg', 'png'] as const) {
      const whole = await noise.clone()[kind]().toBuffer()
      expect(await refusalOf(kind, whole.subarray(0, whole.length * part))).toBe('damaged')
    }
  })

  test('of another format that calls itself JPEG or PNG', async () => {
    for (const format of ['gif', 'webp', 'tiff', 'avif'] as const) {
      const other = await blank(9, 9)[format]().toBuffer()
      expect(await refusalOf('jpeg', other)).toBe('damaged')
    }
    expect(await refusalOf('png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('damaged')
  })
})

async function redraw(kind: 'jpeg' | 'png', bytes: Buffer) {
  const outcome = await redrawImage(kind, bytes)
  if (outcome.kind !== 'accepted') throw new Error(outcome.reason)
  return outcome.file
}

async function refusalOf(kind: 'jpeg' | 'png', bytes: Buffer) {
  const outcome = await redrawImage(kind, bytes)
  return outcome.kind === 'refused' ? outcome.reason : 'accepted'
}

function blank(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#808080' } })
}

/** Black at the left, white at the right. */
function halves(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) pixels.fill(255, (y * width + width / 2) * 3, (y + 1) * width * 3)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

function leftovers(metadata: Awaited<ReturnType<Sharp['metadata']>>): string[] {
  const { exif, xmp, iptc, icc, comments } = metadata
  return Object.entries({ exif, xmp, iptc, icc, comments }).flatMap(([name, value]) => (value ? [name] : []))
}

// The CRC of a text is not checked by who only passes over it.
function withText(png: Buffer): Buffer {
  const text = Buffer.from(`Comment\0${PAYLOAD}`)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const afterHeader = 8 + 25
  const chunk = Buffer.concat([length, Buffer.from('tEXt'), text, Buffer.alloc(4)])
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)])
}

function chunksOf(png: Buffer): string[] {
  const names: string[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    names.push(png.toString('latin1', at + 4, at + 8))
  return names
}
