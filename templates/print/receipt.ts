import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { openPdf } from '#templates/print/open-pdf.js'
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

const MARGIN = 64

/** Proof of the date of a transmission, as PDF; it does not hold the quotient familial. */
export async function renderReceipt(receipt: Receipt): Promise<Buffer> {
  const title = `Récépissé ${receipt.reference}`
  const { pdf, finish } = await openPdf({ title, author: receipt.operatorName, margin: MARGIN })
  write(pdf, receipt)
  return finish()
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
