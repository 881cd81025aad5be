import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import PDFKit from 'pdfkit'
import { describe, expect, test } from 'vitest'
import type { RefusalReason } from '#src/attachments/examination.js'
import { examinePdf } from '#src/attachments/pdf/examine-pdf.js'
import { append, objectStream, stream, writePdf } from '../../../test/support/write-pdf.js'

const LINK = '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.caf.fr) >> >>'
const SCRIPT = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>'
const ATTACHED = '<< /Type /Filespec /F (a.txt) /EF << /F 11 0 R >> >>'
const ZIP_END = 'PK\x05\x06\0\0\0\0\x01\0\x01\0\x30\0\0\0\0\0\0\0\0\0'

describe('a PDF that shows pages and links to the web passes', () => {
  const signature =
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 100 20100 900] /Contents <' +
    `${'30820a'.padEnd(20_000, '0')}> /Reason (Attestation) /Prop_Build << /App << /Name /Signature >> >> >>`

  test.each<[string, Buffer | Promise<Buffer>]>([
    ['of one page', writePdf()],
    ['that pdfkit wrote, with links, an outline and a language', byPdfkit()],
    ['with object streams and a cross-reference stream', byPdfLib({ useObjectStreams: true })],
    ['with a table of cross-references and a form', byPdfLib({ useObjectStreams: false })],
    ['with a link', writePdf({ 10: LINK })],
    [
      'with a link whose address stands in an object of its own',
      writePdf({ 10: '<< /URI 11 0 R >>', 11: '(mailto:a@b.fr)' }),
    ],
    ['that opens at a place', writePdf({}, { catalog: '/OpenAction [3 0 R /FitH null]' })],
    [
      'that opens by going to a place',
      writePdf({ 10: '<< /S /GoTo /D [3 0 R /Fit] >>' }, { catalog: '/OpenAction 10 0 R' }),
    ],
    [
      'with a seal',
      writePdf(
        { 10: signature, 11: '<< /FT /Sig /T (Cachet) /V 10 0 R /Kids [] >>' },
        { catalog: '/AcroForm << /Fields [11 0 R] /SigFlags 3 >>' },
      ),
    ],
    [
      'sealed in a later revision',
      append(writePdf(), {
        10: signature,
        1: '<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 10 0 R >> >>',
      }),
    ],
    ['whose first part stands before its second', linearised()],
    ['with a length said later', writePdf({ 4: withLength('10 0 R'), 10: '3' })],
    ['with a wrong length', writePdf({ 4: withLength('2') })],
    [
      'with metadata',
      writePdf({ 10: stream('/Type /Metadata /Subtype /XML /Plain', '<?xpacket begin=""?><x:xmpmeta/>') }),
    ],
    [
      'with CR as ends of lines',
      Buffer.from(
        writePdf({ 4: '<< /Length 0 >>\nstream\n\nendstream' }).toString('latin1').replaceAll('\n', '\r'),
        'latin1',
      ),
    ],
    [
      'with a font and a colour that are called like keys',
      writePdf({
        10: '<< /Font << /AA 11 0 R /F 11 0 R >> /ColorSpace << /N 11 0 R >> >>',
        11: '<< /Type /Font >>',
      }),
    ],
    [
      'that talks about JavaScript in a packed text',
      writePdf({ 4: stream('', 'BT (/JavaScript /Launch) Tj ET') }),
    ],
    [
      'packed as text',
      writePdf({ 4: stream('/Filter [/ASCII85Decode /FlateDecode]', ascii85(deflateSync('q Q'))) }),
    ],
    ['with white space at its end', Buffer.concat([writePdf(), Buffer.alloc(1000, '\n')])],
  ])('%s', async (_, pdf) => {
    expect(await examinePdf(await pdf)).toBe(null)
  })
})

const REFUSED: [RefusalReason, string, Buffer][] = [
  [
    'protected',
    'asks for a password',
    writePdf({ 10: '<< /Filter /Standard /V 2 >>' }, { trailer: '/Encrypt 10 0 R' }),
  ],
  ['protected', 'says so in another spelling', writePdf({}, { trailer: '/#45ncrypt 10 0 R' })],

  ['scripts', 'runs a program when it is opened', writePdf({}, { catalog: `/OpenAction ${SCRIPT}` })],
  ['scripts', 'runs one when a page is turned', writePdf({ 10: `<< /AA << /O ${SCRIPT} >> >>` })],
  [
    'scripts',
    'has programs with names',
    writePdf({}, { catalog: '/Names << /JavaScript << /Names [(a) 10 0 R] >> >>' }),
  ],
  ['scripts', 'spells it with numbers', writePdf({ 10: '<< /S /J#61v#61#53cript /#4a#53 (1) >>' })],
  ['scripts', 'spells it as a text', writePdf({ 10: '<< /S (JavaScript) >>' })],
  ['scripts', 'spells it as hexadecimal text', writePdf({ 10: '<< /S <4a617661536372697074> >>' })],
  ['scripts', 'has a program that nothing leads to', writePdf({ 99: SCRIPT })],
  ['scripts', 'had one in an older revision', append(writePdf({ 10: SCRIPT }), { 10: 'null' })],
  ['scripts', 'has one since a later revision', append(writePdf(), { 10: SCRIPT })],
  ['scripts', 'has one in an object stream', writePdf({ 10: objectStream({ 11: 'null', 12: SCRIPT }) })],
  [
    'scripts',
    'has only its key in an object stream',
    writePdf({ 10: objectStream({ 12: '<< /JS (1) >>' }) }),
  ],
  [
    'scripts',
    'has one in an object stream that does not say what it is',
    writePdf({ 10: objectStream({ 12: SCRIPT }, { type: '' }) }),
  ],
  [
    'scripts',
    'has one in an object stream that is packed twice',
    writePdf({
      10: objectStream(
        { 12: SCRIPT },
        {
          filter: '/Filter [/ASCIIHexDecode /Fl#61teDecode]',
          pack: (bytes) => Buffer.from(`${deflateSync(bytes).toString('hex')}>`),
        },
      ),
    }),
  ],
  [
    'scripts',
    'has one in the object stream of an older revision',
    append(writePdf({ 10: objectStream({ 12: SCRIPT }) }), { 10: 'null', 12: 'null' }),
  ],
  ['scripts', 'has one in a text', writePdf({ 10: `(${SCRIPT})` })],
  ['scripts', 'has one in a comment', writePdf({ 10: `null % ${SCRIPT}` })],
  [
    'scripts',
    'has one in a stream that is not packed',
    writePdf({ 10: stream('/Plain', `12 0 obj ${SCRIPT} endobj`) }),
  ],
  [
    'scripts',
    'has one behind its end',
    append(Buffer.concat([writePdf(), Buffer.from(`12 0 obj ${SCRIPT} endobj\n`)]), {}),
  ],
  ['scripts', 'has a form of XFA', writePdf({}, { catalog: '/AcroForm << /Fields [] /XFA 10 0 R >>' })],
  ['scripts', 'has PostScript to print', writePdf({ 10: stream('/Type /XObject /Subtype /PS', 'showpage') })],
  [
    'scripts',
    'links to a program',
    writePdf({ 10: LINK.replace('https://www.caf.fr', 'java\\012script:alert\\(1\\)') }),
  ],
  [
    'scripts',
    'is a page of the web too',
    writePdf({}, { header: '%PDF-1.7\n%<html><script>alert(1)</script>\n' }),
  ],
  ['scripts', 'is a page of PHP too', writePdf({ 10: stream('/Plain', '<?php phpinfo(); ?>') })],

  ['actions', 'starts a program', writePdf({ 10: '<< /S /Launch /F (cmd.exe) >>' })],
  [
    'actions',
    'sends a form',
    writePdf({ 10: '<< /S /SubmitForm /F << /FS /URL /F (https://example.org) >> >>' }),
  ],
  ['actions', 'reads data into a form', writePdf({ 10: '<< /S /ImportData >>' })],
  ['actions', 'goes to another document', writePdf({ 10: '<< /S /GoToR /D [0 /Fit] >>' })],
  ['actions', 'goes to a document inside', writePdf({ 10: '<< /S /GoToE /T << /R /C >> >>' })],
  ['actions', 'plays a rendition', writePdf({ 10: '<< /S /Rendition /OP 0 >>' })],
  ['actions', 'plays a film', writePdf({ 10: '<< /Subtype /Movie >>' })],
  ['actions', 'plays a sound', writePdf({ 10: '<< /S /Sound >>' })],
  ['actions', 'has rich media', writePdf({ 10: '<< /Subtype /RichMedia /RichMediaContent << >> >>' })],
  ['actions', 'has a model in three dimensions', writePdf({ 10: '<< /Subtype /3D /3DD 11 0 R >>' })],
  [
    'actions',
    'starts a program, in an object stream',
    writePdf({ 10: objectStream({ 11: '<< /S /L#61unch >>' }) }),
  ],
  [
    'actions',
    'opens an address by itself',
    writePdf({ 10: '<< /S /URI /URI (https://example.org) >>' }, { catalog: '/OpenAction 10 0 R' }),
  ],
  [
    'actions',
    'opens an address after a place',
    writePdf(
      {},
      {
        catalog: '/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (https://example.org) >> >>',
      },
    ),
  ],
  [
    'actions',
    'opened an address in an older revision',
    append(writePdf({ 10: '<< /S /URI >>' }, { catalog: '/OpenAction 10 0 R' }), { 10: '[3 0 R /Fit]' }),
  ],
  [
    'actions',
    'acts when the mouse passes',
    writePdf({ 10: '<< /AA 11 0 R >>', 11: '<< /E << /S /URI /URI (https://example.org) >> >>' }),
  ],
  [
    'actions',
    'links to a file of the reader',
    writePdf({ 10: LINK.replace('https://www.caf.fr', 'file:///C:/windows') }),
  ],
  [
    'actions',
    'links to a machine of the network',
    writePdf({ 10: LINK.replace('https://www.caf.fr', '\\\\\\\\machine\\\\partage') }),
  ],
  ['actions', 'links relative to a file', writePdf({}, { catalog: '/URI << /Base (file:///) >>' })],
  [
    'actions',
    'has a stream whose content is elsewhere',
    writePdf({ 10: stream('/F 11 0 R', ''), 11: '<< >>' }),
  ],
  [
    'actions',
    'names a file outside',
    writePdf({ 10: '<< /Ref << /F (\\\\\\\\machine\\\\a.pdf) /Page 0 >> >>' }),
  ],
  ['actions', 'asks the viewer for a command', writePdf({ 10: '<< /S /Named /N /SaveAs >>' })],

  [
    'embedded-files',
    'carries a file',
    writePdf(
      { 10: ATTACHED, 11: stream('/Type /EmbeddedFile', 'a') },
      { catalog: '/Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>' },
    ),
  ],
  [
    'embedded-files',
    'carries one that no list names',
    writePdf({ 10: ATTACHED.replace('/Filespec', '/Nothing'), 11: stream('', 'a') }),
  ],
  ['embedded-files', 'carries one by a note on the page', writePdf({ 10: '<< /Subtype /FileAttachment >>' })],
  ['embedded-files', 'is a collection', writePdf({}, { catalog: '/Collection << /View /H >>' })],
  [
    'embedded-files',
    'carries a file in an object stream',
    writePdf({ 10: objectStream({ 11: '<< /EF << /F 12 0 R >> >>' }) }),
  ],
  [
    'embedded-files',
    'is a ZIP too',
    writePdf({ 10: stream('/Plain', `PK\x01\x02${'\0'.repeat(42)}${ZIP_END}`) }),
  ],
  ['embedded-files', 'is a RAR too', writePdf({ 10: stream('/Plain', 'Rar!\x1a\x07\x01\0') })],

  [
    'too-many-pixels',
    'has an enormous image',
    writePdf({
      10: stream('/Subtype /Image /Width 60000 /Height 11 0 R /Filter /CCITTFaxDecode', 'a'),
      11: '60000',
    }),
  ],

  [
    'too-complex',
    'unpacks to more than we allow',
    writePdf({ 10: stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(300 << 20))) }),
  ],
  [
    'too-complex',
    'unpacks to it in several layers',
    writePdf({
      10: stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync(Buffer.alloc(300 << 20)))),
    }),
  ],
  [
    'too-complex',
    'unpacks to it in several streams',
    writePdf(
      Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [10 + at, stream('', Buffer.alloc(10 << 20))]),
      ),
    ),
  ],
  [
    'too-complex',
    'may unpack to it in a way that we do not follow',
    writePdf({ 10: stream('/Filter /LZWDecode', Buffer.alloc(300_000)) }),
  ],
  [
    'too-complex',
    'has a list of objects that is too long to hold',
    writePdf({ 10: objectStream({ 11: `[${' '.repeat(40 << 20)}]` }) }),
  ],
  [
    'too-complex',
    'has objects packed in a way that we do not follow',
    writePdf({ 10: objectStream({ 11: 'null' }, { filter: '/Filter /RunLengthDecode' }) }),
  ],
  [
    'too-complex',
    'has objects packed in an order of its own',
    writePdf({ 10: objectStream({ 11: 'null' }, { filter: '/DecodeParms << /Predictor 12 >>' }) }),
  ],
  [
    'too-complex',
    'says twice how it is packed',
    writePdf({ 10: stream('/Filter /FlateDecode /Filter /LZWDecode', deflateSync('a')) }),
  ],
  ['too-complex', 'is packed in a way that nobody knows', writePdf({ 10: stream('/Filter /Mystery', 'a') })],
  ['too-complex', 'is nested without end', writePdf({ 10: '['.repeat(10_000) })],
  [
    'too-complex',
    'has too many objects',
    writePdf({ 10: `null endobj\n${'9 0 obj 1 endobj\n'.repeat(100_001)}11 0 obj null` }),
  ],
  ['too-complex', 'has too many values', writePdf({ 10: objectStream({ 11: `[${'1 '.repeat(500_001)}]` }) })],
  [
    'too-complex',
    'replaces an object again and again',
    writePdf({ 10: `null endobj\n${'10 0 obj null endobj\n'.repeat(300)}11 0 obj null` }),
  ],

  ['damaged', 'is cut off', writePdf().subarray(0, -20)],
  ['damaged', 'is cut off in the middle', writePdf().subarray(0, 400)],
  ['damaged', 'is its first line alone', Buffer.from('%PDF-1.7\n')],
  [
    'damaged',
    'does not say where its cross-references are',
    Buffer.from(
      writePdf()
        .toString('latin1')
        .replace(/startxref\n\d+\n/, ''),
      'latin1',
    ),
  ],
  ['damaged', 'goes on after its end', Buffer.concat([writePdf(), Buffer.from('and more')])],
  ['damaged', 'goes on after its end with a comment', Buffer.concat([writePdf(), Buffer.from('% and more')])],
  ['damaged', 'has a lot of white space at its end', Buffer.concat([writePdf(), Buffer.alloc(2000, '\n')])],
  [
    'damaged',
    'has something between its objects',
    append(Buffer.concat([writePdf(), Buffer.from('MZ\x90\0')]), {}),
  ],
  [
    'damaged',
    'has an object inside a stream',
    writePdf({ 10: stream('/Plain', 'x 12 0 obj << /S /URI >> endobj') }),
  ],
  [
    'damaged',
    'has one there in an unusual spelling',
    writePdf({ 10: stream('/Plain', 'x 12%\n0%\nobj<< /S /URI >>') }),
  ],
  ['damaged', 'has an object inside a text', writePdf({ 10: '( 12 0 obj << /S /URI >> endobj )' })],
  [
    'damaged',
    'has a stream that does not unpack',
    writePdf({ 10: stream('/Filter /FlateDecode', 'not deflated at all') }),
  ],
  [
    'damaged',
    'has objects that are not where they should be',
    writePdf({ 10: stream('/Type /ObjStm /N 1 /First 4', '11 9 null') }),
  ],
  [
    'damaged',
    'has fewer objects than it says',
    writePdf({ 10: stream('/Type /ObjStm /N 2 /First 5', '11 0 null') }),
  ],
  ['damaged', 'has an object that is but a reference', writePdf({ 10: '10 0 R' })],
  ['damaged', 'has a word that nobody knows', writePdf({ 10: '<< /A mystery >>' })],
  ['damaged', 'has a text without an end', writePdf({ 10: '(a' })],
  ['damaged', 'has a list without an end', writePdf({ 10: objectStream({ 11: '[ 1' }) })],
  ['damaged', 'has no page', writePdf({ 2: '<< /Type /Pages /Kids [] /Count 0 >>' })],
  ['damaged', 'has no catalog', writePdf({ 1: 'null' })],
  ['damaged', 'has pages in a circle', writePdf({ 2: '<< /Type /Pages /Kids [3 0 R 2 0 R] >>' })],
]

describe('a PDF is refused that', () => {
  test.each(REFUSED)('%s: %s', async (reason, _, pdf) => {
    expect(await examinePdf(pdf)).toBe(reason)
  })
})

function byPdfkit(): Promise<Buffer> {
  const document = new PDFKit({ lang: 'fr-FR', info: { Title: 'Attestation de quotient familial' } })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.text('Quotient familial : 742', { link: 'https://www.caf.fr' })
  document.outline.addItem('Attestation')
  document.addPage().text('Page 2')
  document.end()
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
}

async function byPdfLib(options: { useObjectStreams: boolean }): Promise<Buffer> {
  const document = await PDFDocument.create()
  const page = document.addPage()
  page.drawText('Quotient familial : 742')
  document.getForm().createTextField('nom').addToPage(page)
  return Buffer.from(await document.save(options))
}

// As `qpdf --linearize` orders it: the first page and its table, then the rest and its own.
function linearised(): Buffer {
  const first = append(Buffer.from('%PDF-1.5\n'), {
    5: '<< /Linearized 1 /L 900 /H [1 2] /O 3 /E 4 /N 1 /T 5 >>',
  })
  const rest = writePdf({}, { header: '' }).toString('latin1')
  return Buffer.from(first.toString('latin1') + rest.replace('/Root 1 0 R', ''), 'latin1')
}

function withLength(length: string): string {
  return `<< /Length ${length} >>\nstream\nq Q\nendstream`
}

function ascii85(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const four = Buffer.concat([bytes.subarray(at, at + 4), Buffer.alloc(3)]).readUInt32BE(0)
    const digits = [4, 3, 2, 1, 0].map((power) =>
      String.fromCharCode(33 + (Math.floor(four / 85 ** power) % 85)),
    )
    text += digits.slice(0, Math.min(4, bytes.length - at) + 1).join('')
  }
  return `${text}~>`
}
