import { deflateSync } from 'node:zlib'

/** Objects by number, as they stand in the file. 1 to 4 replace those of `PAGE`. */
export type PdfObjects = Record<number, string | Buffer>
export type WritePdfOptions = {
  header?: string
  /** Further entries of the catalog and of the trailer. */
  catalog?: string
  trailer?: string
}

/** A document of one page with a line of text, and whatever else `objects` says. */
export function writePdf(objects: PdfObjects = {}, options: WritePdfOptions = {}): Buffer {
  const { header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', catalog = '', trailer = '' } = options
  const page: PdfObjects = {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
    4: stream('', 'BT /F1 12 Tf 72 700 Td (Quotient familial : 742) Tj ET'),
  }
  return append(Buffer.from(header, 'latin1'), { ...page, ...objects }, `/Root 1 0 R ${trailer}`)
}

/** A further revision behind what was written: its objects, cross-references and trailer. */
export function append(pdf: Buffer, objects: PdfObjects, trailer = '/Root 1 0 R'): Buffer {
  const parts = [pdf]
  let length = pdf.length
  const table: string[] = []
  const add = (bytes: Buffer) => {
    parts.push(bytes)
    length += bytes.length
  }
  for (const [number, body] of Object.entries(objects)) {
    table.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`)
    add(Buffer.concat([latin1(`${number} 0 obj\n`), latin1(body), latin1('\nendobj\n')]))
  }
  const size = Math.max(5, ...Object.keys(objects).map(Number)) + 1
  const end = `trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`
  add(latin1(`xref\n0 1\n0000000000 65535 f \n${table.join('')}${end}`))
  return Buffer.concat(parts)
}

/** A stream object; deflated where the entries say nothing of a filter. */
export function stream(entries: string, content: string | Buffer): Buffer {
  const isPlain = entries.includes('/Filter') || entries.includes('/Plain')
  const bytes = isPlain ? latin1(content) : deflateSync(latin1(content))
  const filter = isPlain ? '' : '/Filter /FlateDecode '
  const head = `<< ${entries.replace('/Plain', '')} ${filter}/Length ${bytes.length} >>\nstream\n`
  return Buffer.concat([latin1(head), bytes, latin1('\nendstream')])
}

/** An object stream that holds `objects`; `entries` stands for its type, `pack` for how it is packed. */
export function objectStream(
  objects: Record<number, string>,
  { type = '/Type /ObjStm', filter = '', pack = (bytes: Buffer) => bytes } = {},
): Buffer {
  const bodies = Object.values(objects)
  const offsets = bodies.map((_, index) => bodies.slice(0, index).join('\n').length + (index > 0 ? 1 : 0))
  const head = Object.keys(objects)
    .map((number, index) => `${number} ${offsets[index]}`)
    .join(' ')
  const content = latin1(`${head}\n${bodies.join('\n')}`)
  return stream(`${type} /N ${bodies.length} /First ${head.length + 1} ${filter}`, pack(content))
}

function latin1(text: string | Buffer): Buffer {
  return typeof text === 'string' ? Buffer.from(text, 'latin1') : text
}
