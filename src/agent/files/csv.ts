import { stringify } from 'csv-stringify/sync'
import { localMinute } from '#src/collectivite/local-time.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { fundWord } from '#templates/fund.js'

type Column = [title: string, cell: (submission: OpenedSubmission, timeZone: string) => string]

const whole = (number: number | null) => (number === null ? '' : String(number))

/** The columns of the contract, in its order; new ones only ever at the end. */
const COLUMNS: Column[] = [
  ['Référence', ({ reference }) => reference],
  ['Date de transmission', ({ createdAt }, timeZone) => localMinute(createdAt, timeZone)],
  ['Nom de naissance', ({ identity }) => identity.familyName],
  ['Prénoms', ({ identity }) => identity.givenNames.join(' ')],
  ['Sexe', ({ identity: { gender } }) => (gender === null ? '' : gender === 'female' ? 'F' : 'M')],
  ['Date de naissance', ({ identity }) => identity.birthdate],
  ['Code INSEE commune de naissance', ({ identity }) => identity.birthplace ?? ''],
  ['Code INSEE pays de naissance', ({ identity }) => identity.birthcountry ?? ''],
  ['Quotient familial', ({ quotientFamilial }) => whole(quotientFamilial.value)],
  ['Mois du QF', ({ quotientFamilial }) => whole(quotientFamilial.month)],
  ['Année du QF', ({ quotientFamilial }) => whole(quotientFamilial.year)],
  ['Mois de calcul', ({ quotientFamilial }) => whole(quotientFamilial.calculationMonth)],
  ['Année de calcul', ({ quotientFamilial }) => whole(quotientFamilial.calculationYear)],
  ['Régime', ({ quotientFamilial }) => fundWord(quotientFamilial.provider)],
  ['Origine', ({ origin }) => origin],
  ['À vérifier', ({ reasons }) => reasons.join(' + ')],
  ['QF précédent', ({ previous }) => whole(previous?.value ?? null)],
  ['Remplace', ({ previous }) => previous?.reference ?? ''],
  ['Identifiant externe', ({ externalId }) => externalId ?? ''],
  ['Statut', ({ treatedAt }) => (treatedAt ? 'Traité' : 'À traiter')],
  ['Nom connu de la mairie', ({ declared }) => declared.knownName],
  ['Enfants ou services concernés', ({ declared }) => declared.childrenOrServices],
]

const FORMAT = {
  delimiter: ';',
  record_delimiter: '\r\n',
  quoted: true,
  quoted_empty: true,
  escape_formulas: true,
} as const

/** First line of the file, with the mark by which Excel knows UTF-8. */
export const CSV_HEADER = stringify([COLUMNS.map(([title]) => title)], { ...FORMAT, bom: true })

/** One transmission as a line of the file; times in the collectivité's zone. */
export function csvRow(submission: OpenedSubmission, timeZone: string): string {
  return stringify([COLUMNS.map(([, cell]) => cell(submission, timeZone))], FORMAT)
}
