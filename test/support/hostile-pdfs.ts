import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import type { Random } from './seeded.js'
import { append, objectStream, stream, writePdf } from './write-pdf.js'

/** What a program could do to who opens it; `marker` would be found in the file as it is, were it not packed. */
const ACTIVE = [
  '<< /S /JavaScript /JS (app.alert\\(1\\)) >>',
  '<< /Names [(a) << /S /JavaScript /JS 12 0 R >>] >>',
  '<< /S /Launch /F (cmd.exe) >>',
  '<< /S /SubmitForm /F (https://example.org) >>',
  '<< /S /ImportData /F (a.fdf) >>',
  '<< /S /GoToR /F (a.pdf) /D [0 /Fit] >>',
  '<< /S /GoToE /T << /R /C /N (a) >> >>',
  '<< /S /Rendition /JS (1) >>',
  '<< /Subtype /Movie /Movie << /F (a.avi) >> >>',
  '<< /S /Sound /Sound 12 0 R >>',
  '<< /Subtype /RichMedia /RichMediaContent << >> >>',
  '<< /Subtype /3D /3DD 12 0 R >>',
  '<< /Type /Filespec /F (a.exe) /EF << /F 12 0 R >> >>',
  '<< /Subtype /FileAttachment /FS 12 0 R >>',
  '<< /Type /Catalog /Collection << /View /H >> >>',
  '<< /Fields [] /XFA [(a) 12 0 R] >>',
  '<< /AA << /O << /S /URI /URI (https://example.org) >> >> >>',
  '<< /OpenAction << /S /URI /URI (https://example.org) >> >>',
  '<< /S /URI /URI (file:///etc/passwd) >>',
  '<< /S /URI /URI (\\\\\\\\example.org\\\\a) >>',
]

const PLACES: ((active: string) => Buffer)[] = [
  (active) => writePdf({ 10: active }),
  (active) => writePdf({ 10: escaped(active) }),
  (active) => writePdf({ 10: `[[[<< /A ${active} >>]]]` }),
  (active) => writePdf({}, { catalog: `/Extra ${active}` }),
  (active) => writePdf({}, { trailer: `/Extra ${active}` }),
  (active) => writePdf({ 10: objectStream({ 11: active }) }),
  (active) => writePdf({ 10: objectStream({ 11: escaped(active) }, { type: '' }) }),
  (active) =>
    writePdf({
      10: objectStream(
        { 11: active },
        { filter: '/Filter [/FlateDecode /FlateDecode]', pack: (bytes) => deflateSync(deflateSync(bytes)) },
      ),
    }),
  (active) => append(writePdf({ 10: active }), { 10: 'null' }),
  (active) => append(writePdf({ 10: objectStream({ 11: active }) }), { 10: 'null', 11: 'null' }),
  (active) => append(writePdf(), { 10: active }),
  (active) => writePdf({ 10: stream('/Plain', `x 11 0 obj ${active} endobj`) }),
  (active) => writePdf({ 10: `( 11 0 obj ${active.replace(/[()\\]/g, '')} endobj )` }),
  (active) => Buffer.concat([writePdf(), Buffer.from(`11 0 obj ${active} endobj\nstartxref\n9\n%%EOF\n`)]),
]

/** A PDF that does something, somewhere. */
export function activePdf(random: Random): Buffer {
  return random.pick(PLACES)(random.pick(ACTIVE))
}

/** A PDF that is small and takes much time or memory to read. */
export function costlyPdf(random: Random): Buffer {
  const many = (text: string, bytes = 20_000 + random.below(200_000)) =>
    text.repeat(Math.ceil(bytes / text.length))
  const costs: (() => Buffer)[] = [
    () => writePdf({ 10: stream('/Filter /FlateDecode', zeros(300)) }),
    () => writePdf({ 10: stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(zeros(300))) }),
    () => writePdf({ 10: stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', zeros(300)) }),
    () =>
      writePdf(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, at) => [10 + at, stream('/Filter /FlateDecode', zeros(10))]),
        ),
      ),
    () => writePdf({ 10: stream('/Subtype /Image /Width 60000 /Height 60000 /Filter /JBIG2Decode', 'a') }),
    () => writePdf({ 10: many('[') }),
    () => writePdf({ 10: many('<</A') }),
    () => writePdf({ 10: many('(') }),
    () => writePdf({ 10: `[${many('1 0 R ')}]` }),
    () => writePdf({ 10: `null ${many('%\n')}` }),
    () => writePdf({ 10: `/${many('#41')}` }),
    () => writePdf({ 10: many('1 ') }),
    () => writePdf({ 10: stream('/Plain', many('PK\x01\x02')) }),
    () => writePdf({ 10: stream('/Plain', many('\nendstream ')) }),
    () => writePdf({ 10: `<< /Length 1 >>\nstream\n${many(' ')}` }),
    () => writePdf({ 10: `null endobj\n${many('10 0 obj 11 0 R endobj\n')}12 0 obj null` }),
    () => writePdf({ 10: `null endobj\n${many('9 0 obj 1 endobj\n')}12 0 obj null` }),
    () => Buffer.from(`%PDF-1.7\n${many('1 0 obj ')}`),
    () => Buffer.from(`%PDF-1.7\n${many('xref 0 1 ')}\nstartxref\n0\n%%EOF`),
    () => Buffer.from(`%PDF-1.7\n${many('%%EOF\n')}`),
    () => Buffer.concat([writePdf(), Buffer.alloc(100_000, ' ')]),
  ]
  return random.pick(costs)()
}

/** A PDF whose pages, references or lengths lead round in a circle, or nowhere. */
export function circularPdf(random: Random): Buffer {
  return random.pick([
    () => writePdf({ 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }),
    () => writePdf({ 2: '<< /Type /Pages /Kids [10 0 R 3 0 R] >>', 10: '<< /Type /Pages /Kids [2 0 R] >>' }),
    () => writePdf({ 2: `<< /Type /Pages /Kids [${'3 0 R '.repeat(1000)}] >>` }),
    () => writePdf({ 2: '<< /Type /Pages /Kids 10 0 R >>', 10: '11 0 R', 11: '10 0 R' }),
    () => writePdf({ 1: '<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>' }),
    () => writePdf({ 4: '<< /Length 4 0 R >>\nstream\nq Q\nendstream' }),
    () => writePdf({ 4: '<< /Length 99999999999999999999 >>\nstream\nq Q\nendstream' }),
    () => writePdf({ 4: '<< /Length -5 >>\nstream\nq Q\nendstream' }),
    () => writePdf({ 10: stream('/Type /ObjStm /N 1 /First 99999999', '11 0 null') }),
    () => writePdf({ 10: stream('/Type /ObjStm /N 99999999 /First 5', '11 0 null') }),
    () => writePdf({ 10: objectStream({ 10: '<< /Type /ObjStm >>' }) }),
    () => writePdf({}, { catalog: '/OpenAction 10 0 R' }),
    () => writePdf({ 10: '<< /Next 10 0 R /Prev 10 0 R /Parent 10 0 R >>' }, { catalog: '/Outlines 10 0 R' }),
  ])()
}

/** As zlib packs so many megabytes of zeros, made without holding them. */
function zeros(megabytes: number): Buffer {
  const size = 1 << 20
  const one = deflateRawSync(Buffer.alloc(size), { finishFlush: constants.Z_FULL_FLUSH })
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE((((megabytes * size) % 65521) * 65536 + 1) >>> 0)
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array.from({ length: megabytes }, () => one),
    Buffer.from([3, 0]),
    checksum,
  ])
}

function escaped(text: string): string {
  return text.replace(
    /\/([A-Z][A-Za-z]+)/g,
    (_, name: string) => `/${name.replace(/[aeiouE]/g, (letter) => `#${letter.charCodeAt(0).toString(16)}`)}`,
  )
}
