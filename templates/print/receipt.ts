import { createRequire } from 'node:module'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { SERVICE_NAME } from '#templates/site.js'

export type Receipt = {
  name: string
  /** `26 novembre 2026 à 14 h 05` */
  sentAt: string
  /** `heure de Paris` */
  timeZoneName: string
  reference: string
  collectivite: Collectivite
  /** `novembre 2026` */
  month: string
  operatorName: string
}

const require = createRequire(import.meta.url)
const MARGIN = 64

/** Proof of the date of a transmission, as PDF; it does not hold the quotient familial. */
export async function renderReceipt(receipt: Receipt): Promise<Buffer> {
  // Loaded at the first receipt: it would double the time of the start.
  const { default: PDFDocument } = await import('pdfkit')
  const title = `Récépissé ${receipt.reference}`
  const info = { Title: title, Author: receipt.operatorName, CreationDate: new Date(0), ModDate: new Date(0) }
  const options = {
    size: 'A4',
    margin: MARGIN,
    lang: 'fr-FR',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info,
  } as const
  const pdf = new PDFDocument({ ...options, font: '' })
  const pages = collect(pdf)
  // A font with every letter of civil registers; only the letters used are embedded.
  pdf.registerFont('regular', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  pdf.registerFont('bold', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'))
  write(pdf, receipt)
  pdf.end()
  return pages
}

function write(pdf: PDFKit.PDFDocument, receipt: Receipt): void {
  const { collectivite, operatorName } = receipt
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const add = (tag: 'H1' | 'P', draw: () => void) => document.add(pdf.struct(tag, {}, [draw]))
  add('P', () => pdf.font('regular').fontSize(10).text(`${SERVICE_NAME} — ${operatorName}`).moveDown(3))
  add('H1', () =>
    pdf.font('bold').fontSize(18).text('Récépissé de transmission d’un quotient familial').moveDown(1.5),
  )
  for (const [label, content] of rowsOf(receipt)) {
    add('P', () =>
      pdf
        .font('bold')
        .fontSize(11)
        .text(`${label} : `, { continued: true })
        .font('regular')
        .text(content)
        .moveDown(0.6),
    )
  }
  add('P', () =>
    pdf
      .moveDown(1)
      .fontSize(11)
      .text(
        `Ce récépissé prouve qu’un quotient familial a été transmis à ${collectivite.name} à cette date. Il n’en contient pas la valeur.`,
      ),
  )
  document.end()
}

function rowsOf(receipt: Receipt): [string, string][] {
  const { name, sentAt, timeZoneName, reference, collectivite, month } = receipt
  return [
    ['Référence', reference],
    ['Transmis par', name],
    ['À', `${collectivite.name}, ${collectivitePlace(collectivite)}`],
    ['Le', `${sentAt} (${timeZoneName})`],
    ['Mois du quotient familial', month],
  ]
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
