import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type OpenedPdf = { pdf: PDFKit.PDFDocument; finish(): Promise<Buffer> }

/** An A4 document in French, tagged for screen readers, with the fonts `regular` and `bold`. */
export async function openPdf(options: {
  title: string
  author: string
  margin: number
}): Promise<OpenedPdf> {
  // Loaded at the first document: it would double the time of the start.
  const { default: PDFDocument } = await import('pdfkit')
  const { title, author, margin } = options
  const info = { Title: title, Author: author, CreationDate: new Date(0), ModDate: new Date(0) }
  const settings = { size: 'A4', margin, lang: 'fr-FR', tagged: true, displayTitle: true } as const
  const pdf = new PDFDocument({ ...settings, pdfVersion: '1.7', info, font: '' })
  const written = collect(pdf)
  // A font with every letter of civil registers; only the letters used are embedded.
  pdf.registerFont('regular', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  pdf.registerFont('bold', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'))
  return {
    pdf,
    finish() {
      pdf.end()
      return written
    },
  }
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
