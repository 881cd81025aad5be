import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Origin } from '#src/submission/content.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { isAttestation } from '#templates/origin.js'
import { renderSheet } from '#templates/print/sheet.js'

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

const QUOTIENT_FAMILIAL = {
  title: 'Récépissé de transmission d’un quotient familial',
  proof: 'un quotient familial a été transmis',
}
const ATTESTATION = {
  title: 'Récépissé de transmission d’une attestation',
  proof: 'une attestation de quotient familial a été transmise',
}

/** Proof of the date of a transmission, as PDF; it does not hold the quotient familial. */
export function renderReceipt(receipt: Receipt): Promise<Buffer> {
  const { reference, origin, collectivite, operatorName } = receipt
  const { title, proof } = isAttestation(origin) ? ATTESTATION : QUOTIENT_FAMILIAL
  return renderSheet({
    name: `Récépissé ${reference}`,
    title,
    rows: rowsOf(receipt),
    closing: `Ce récépissé prouve qu’${proof} à ${collectivite.name} à cette date. Il n’en contient pas la valeur.`,
    operatorName,
  })
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
