import PDFKit from 'pdfkit'
import sharp from 'sharp'
import { hostileImage, PAYLOAD } from './hostile-images.js'
import { activePdf, circularPdf, costlyPdf } from './hostile-pdfs.js'
import { createRandom, type Random } from './seeded.js'
import { objectStream, stream, writePdf } from './write-pdf.js'

/** What somebody could join instead of an attestation; `fileName` and `type` are what a browser would say of it. */
export type HostileFile = { what: string; fileName: string; type: string; bytes: Buffer }

type Valid = { pdfs: Buffer[]; images: Buffer[]; jpeg: Buffer; png: Buffer; zip: Buffer; others: Buffer[] }
type Maker = (valid: Valid, random: Random) => Buffer

const FILE_NAMES = [
  'attestation.pdf',
  'IMG_2041.JPG',
  'capture.png',
  'attestation.pdf.exe',
  '../../../etc/passwd',
  'C:\\fakepath\\a.pdf',
  'a".pdf',
  '<img src=x onerror=alert(1)>.png',
  'noitatsetta\u202Efdp.exe',
  `${'é'.repeat(300)}.pdf`,
  'sans extension',
  '\r\nX-Injected: 1.pdf',
]
const TYPES = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'text/html',
  'image/svg+xml',
  'application/octet-stream',
  '',
]

const MAKERS: [string, Maker][] = [
  ['valid', ({ pdfs, images }, random) => random.pick([...pdfs, ...images])],
  ['active PDF', (_, random) => activePdf(random)],
  ['active PDF', (_, random) => activePdf(random)],
  ['active PDF, mutated', (_, random) => mutate(activePdf(random), random)],
  ['costly PDF', (_, random) => costlyPdf(random)],
  ['circular PDF', (_, random) => circularPdf(random)],
  ['hostile image', (valid, random) => hostileImage(valid, random)],
  ['hostile image', (valid, random) => hostileImage(valid, random)],
  ['hostile image, mutated', (valid, random) => mutate(hostileImage(valid, random), random)],
  ['polyglot', makePolyglot],
  ['mutated PDF', ({ pdfs }, random) => mutate(random.pick(pdfs), random)],
  ['mutated PDF', ({ pdfs }, random) => mutate(random.pick(pdfs), random)],
  ['mutated image', ({ images }, random) => mutate(random.pick(images), random)],
  ['cut off', ({ pdfs, images }, random) => cut(random.pick([...pdfs, ...images]), random)],
  ['two halves', makeChimera],
  ['random bytes', (_, random) => random.bytes(random.below(5000))],
  ['random bytes behind a right beginning', makeRandomBehindBeginning],
  ['another kind', ({ others }, random) => random.pick(others)],
]
// Expensive to send and to read, so few of them.
const RARE: [string, Maker][] = [
  ['too big', () => tenMegabytes('%PDF-1.7\n')],
  ['too big', () => tenMegabytes('\xff\xd8\xff')],
  [
    'as big as allowed',
    ({ jpeg }) => Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024 - jpeg.length, 'a')]),
  ],
  ['as big as allowed', (_, random) => bigPdf(random)],
  ['empty', () => Buffer.alloc(0)],
]
const EVERY_RARE = 60

/** So many hostile files, the same for the same seed; some of them are valid, as a control. */
export async function* hostileFiles(seed: number, count: number): AsyncGenerator<HostileFile> {
  const random = createRandom(seed)
  const valid = await makeValid(random)
  for (let at = 0; at < count; at++) {
    const makers = at % EVERY_RARE === EVERY_RARE - 1 ? RARE : MAKERS
    const turn = makers === RARE ? Math.floor(at / EVERY_RARE) : at
    const [what, make] = makers[turn % makers.length] as [string, Maker]
    yield { what, fileName: random.pick(FILE_NAMES), type: random.pick(TYPES), bytes: make(valid, random) }
  }
}

async function makeValid(random: Random): Promise<Valid> {
  const raw = { width: 120, height: 90, channels: 3 } as const
  const picture = sharp(random.bytes(raw.width * raw.height * 3), { raw }).blur(2)
  const jpeg = await picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const png = await picture.clone().png().toBuffer()
  const images = [
    jpeg,
    png,
    await picture.clone().jpeg({ progressive: true }).toBuffer(),
    await picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
    await picture.clone().png({ palette: true, progressive: true }).toBuffer(),
  ]
  const pdfs = [
    writePdf(),
    writePdf({ 10: objectStream({ 11: '<< /A 1 >>', 12: '[1 2 3]' }) }),
    writePdf({ 10: stream('/Type /XObject /Subtype /Image /Width 120 /Height 90 /Filter /DCTDecode', jpeg) }),
    await writtenByPdfkit(jpeg),
  ]
  const others = [
    ...(await Promise.all(
      (['gif', 'webp', 'tiff', 'avif'] as const).map((format) => picture.clone()[format]().toBuffer()),
    )),
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
    Buffer.from(`<!doctype html>${PAYLOAD}`),
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'),
    Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
    Buffer.from('%!PS-Adobe-3.0\n'),
    Buffer.from('GIF89a=1;alert(1)//'),
    zipOf('word/document.xml', PAYLOAD),
  ]
  return { pdfs, images, jpeg, png, zip: zipOf('a.html', PAYLOAD), others }
}

function makePolyglot({ jpeg, png, zip }: Valid, random: Random): Buffer {
  const html = Buffer.from(`<html>${PAYLOAD}</html>`)
  const pdf = writePdf()
  return random.pick([
    () => Buffer.concat([html, pdf]),
    () => Buffer.concat([zip, pdf]),
    () => Buffer.concat([jpeg, pdf]),
    () => Buffer.concat([png, pdf]),
    () => Buffer.concat([pdf, zip]),
    () => Buffer.concat([pdf, html]),
    () => Buffer.concat([pdf, zip, Buffer.from('startxref\n9\n%%EOF')]),
    () => writePdf({}, { header: `%PDF-1.7\n%${html}\n` }),
    () => writePdf({ 10: stream('/Plain', html) }),
    () => writePdf({ 10: stream('/Plain', zip) }),
    () => writePdf({ 10: `(${html.toString().replace(/[()]/g, '')})` }),
    () => Buffer.concat([Buffer.from(' '), pdf]),
    () => Buffer.concat([Buffer.from('\ufeff'), pdf]),
    () => Buffer.concat([Buffer.from('#!/bin/sh\n'), pdf]),
  ])()
}

function makeChimera({ pdfs, images }: Valid, random: Random): Buffer {
  const [head, tail] = [random.pick([...pdfs, ...images]), random.pick([...pdfs, ...images])]
  return Buffer.concat([
    head.subarray(0, random.below(head.length)),
    tail.subarray(random.below(tail.length)),
  ])
}

function makeRandomBehindBeginning(_: Valid, random: Random): Buffer {
  const beginning = random.pick([
    '%PDF-1.7\n',
    '%PDF-',
    '\xff\xd8\xff\xe0\0\x10JFIF\0',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
  ])
  return Buffer.concat([Buffer.from(beginning, 'latin1'), random.bytes(random.below(3000))])
}

/** Some bytes changed, taken out, doubled or put elsewhere. */
function mutate(file: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(file)
  for (let left = 1 + random.below(8); left > 0 && bytes.length > 0; left--) {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)]
    const piece = bytes.subarray(from, from + 1 + random.below(40))
    bytes = random.pick([
      () => Buffer.concat([bytes.subarray(0, from), random.bytes(1), bytes.subarray(from + 1)]),
      () => Buffer.concat([bytes.subarray(0, from), random.bytes(1), bytes.subarray(from + 1)]),
      () => Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + piece.length)]),
      () => Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)]),
      () =>
        Buffer.concat([
          bytes.subarray(0, to),
          Buffer.from(random.pick(['<<', '>>', '(', ')', '0', '9', '\n', ' R', '\0'])),
          bytes.subarray(to),
        ]),
    ])()
  }
  return bytes
}

function cut(file: Buffer, random: Random): Buffer {
  return file.subarray(0, random.below(file.length))
}

function bigPdf(random: Random): Buffer {
  const filling = random.pick([
    ' ',
    '(',
    '[',
    '<<',
    '1 0 obj ',
    'PK\x01\x02',
    'endstream ',
    '%',
    '#4a',
    '/',
    '1 ',
  ])
  const body = filling.repeat(Math.floor((5 * 1024 * 1024 - 2000) / filling.length))
  return random.pick([() => writePdf({ 10: stream('/Plain', body) }), () => writePdf({ 10: body })])()
}

function tenMegabytes(beginning: string): Buffer {
  return Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(10 * 1024 * 1024)])
}

function writtenByPdfkit(jpeg: Buffer): Promise<Buffer> {
  const document = new PDFKit()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.text('Attestation', { link: 'https://www.msa.fr' }).image(jpeg)
  document.end()
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
}

/** An archive of one file that is not packed; who reads it does not ask for its checksum. */
function zipOf(name: string, content: string): Buffer {
  const sizes = Buffer.alloc(8)
  sizes.writeUInt32LE(content.length, 0)
  sizes.writeUInt32LE(content.length, 4)
  const common = Buffer.concat([Buffer.alloc(12), sizes, Buffer.from([name.length, 0, 0, 0])])
  const local = Buffer.concat([
    Buffer.from('PK\x03\x04\x0a\0', 'latin1'),
    common,
    Buffer.from(name + content),
  ])
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x0a\0\x0a\0', 'latin1'),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}
