import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { formatInstant, formatMonth, formatNumber, timeZoneName } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'
import { identityRows } from '#templates/identity-rows.js'
import { renderSheet } from '#templates/print/sheet.js'

/** A transmission for who reads it on paper, as PDF: identity and quotient familial, as FranceConnect and the fund said them. */
export function renderTransmission(
  submission: OpenedSubmission,
  collectivite: Collectivite,
  operatorName: string,
): Promise<Buffer> {
  const { identity, externalId, quotientFamilial, reference, createdAt, dispute } = submission
  const { value, year, month, calculationYear, calculationMonth, provider } = quotientFamilial
  const sentAt = `${formatInstant(createdAt, collectivite.timeZone)} (${timeZoneName(collectivite.timeZone)})`
  const calculated: [string, string][] =
    calculationYear && calculationMonth
      ? [['Mois de calcul', formatMonth(calculationYear, calculationMonth)]]
      : []
  const disputed: [string, string][] = dispute ? [['Ne correspond pas, selon la personne', dispute]] : []
  return renderSheet({
    name: `Transmission ${reference}`,
    title: 'Quotient familial transmis',
    rows: [
      ['Référence', reference],
      ['À', `${collectivite.name}, ${collectivitePlace(collectivite)}`],
      ['Le', sentAt],
      ...identityRows(identity, externalId),
      ['Quotient familial', formatNumber(value)],
      ['Mois du quotient familial', formatMonth(year, month)],
      ...calculated,
      ['Régime', fundWord(provider)],
      ...disputed,
    ],
    closing:
      'L’identité vient de FranceConnect, le quotient familial de la CAF ou de la MSA, par API Particulier ; la personne les a lus et envoyés.',
    operatorName,
  })
}
