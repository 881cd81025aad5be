import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Origin } from '#src/submission/content.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { isAttestation } from '#templates/origin.js'
import { openPdf } from '#templates/print/open-pdf.js'
import { SERVICE_NAME } from '#templates/site.js'

export type Receipt = {
  origin: Origin
  /** Of whom: written by nobody knows whom where FranceConnect did not say it. */
  name: string
  /** `26 novembre 2026 à 14 h 05` */
  sentAt: string
  /** `heure de Paris` */
  timeZoneName: string
  reference: string
  collectivite: Collectivite
  /** Of the quotient familial, `novembre 2026` */
  month: string
  operatorName: string
}

const MARGIN = 64
const QUOTIENT_FAMILIAL = {
  title: 'Récépissé de transmission d’un quotient familial',
  proof: 'un quotient familial a été transmis',
}
const ATTESTATION = {
  title: 'Récépissé de transmission d’une attestation',
  proof: 'une attestation de quotient familial a été transmise',
}

/** Proof of the date of a transmission, as PDF; it does not hold the quotient familial. */
export async function renderReceipt(receipt: Receipt): Promise<Buffer> {
  const title = `Récépissé ${receipt.reference}`
  const { pdf, finish } = await openPdf({ title, author: receipt.operatorName, margin: MARGIN })
  write(pdf, receipt)
  return finish()
}

function write(pdf: PDFKit.PDFDocument, receipt: Receipt): void {
  const { collectivite, operatorName } = receipt
  const { title, proof } = isAttestation(receipt.origin) ? ATTESTATION : QUOTIENT_FAMILIAL
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const add = (tag: 'H1' | 'P', draw: () => void) => document.add(pdf.struct(tag, {}, [draw]))
  add('P', () => pdf.font('regular').fontSize(10).text(`${SERVICE_NAME} — ${operatorName}`).moveDown(3))
  add('H1', () => pdf.font('bold').fontSize(18).text(title).moveDown(1.5))
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
        `Ce récépissé prouve qu’${proof} à ${collectivite.name} à cette date. Il n’en contient pas la valeur.`,
      ),
  )
  document.end()
}

function rowsOf(receipt: Receipt): [string, string][] {
  const { origin, name, sentAt, timeZoneName, reference, collectivite, month } = receipt
  return [
    ['Référence', reference],
    whoOf(origin, name),
    ['À', `${collectivite.name}, ${collectivitePlace(collectivite)}`],
    ['Le', `${sentAt} (${timeZoneName})`],
    ['Mois du quotient familial', month],
  ]
}

function whoOf(origin: Origin, name: string): [string, string] {
  if (origin === 'Attestation sans FranceConnect')
    return ['Au nom de', `${name} (écrit par la personne qui a transmis, non vérifié)`]
  return [isAttestation(origin) ? 'Transmise par' : 'Transmis par', name]
}
