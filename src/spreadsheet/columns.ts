import { localMinute } from '#src/collectivite/local-time.js'
import { cellText } from '#src/spreadsheet/cell-text.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { fundWord } from '#templates/fund.js'

/** Whole numbers as numbers, all else as text: a code keeps its leading zeros, a date its missing day. */
export type Cell = string | number | null
export type ColumnTitle = (typeof COLUMNS)[number][0]

/** The columns of the contract, in its order; new ones only ever at the end. Widths in characters. */
const COLUMNS = [
  ['Référence', 13, ({ reference }) => reference],
  ['Date de transmission', 20, ({ createdAt }, timeZone) => localMinute(createdAt, timeZone)],
  ['Nom de naissance', 26, ({ identity }) => identity.familyName],
  ['Prénoms', 26, ({ identity }) => identity.givenNames.join(' ')],
  ['Sexe', 6, ({ identity: { gender } }) => (gender === null ? '' : gender === 'female' ? 'F' : 'M')],
  ['Date de naissance', 17, ({ identity }) => identity.birthdate],
  ['Code INSEE commune de naissance', 31, ({ identity }) => identity.birthplace],
  ['Code INSEE pays de naissance', 28, ({ identity }) => identity.birthcountry],
  ['Quotient familial', 17, ({ quotientFamilial }) => quotientFamilial.value],
  ['Mois du QF', 12, ({ quotientFamilial }) => quotientFamilial.month],
  ['Année du QF', 12, ({ quotientFamilial }) => quotientFamilial.year],
  ['Mois de calcul', 14, ({ quotientFamilial }) => quotientFamilial.calculationMonth],
  ['Année de calcul', 15, ({ quotientFamilial }) => quotientFamilial.calculationYear],
  ['Régime', 8, ({ quotientFamilial }) => fundWord(quotientFamilial.provider)],
  ['Origine', 31, ({ origin }) => origin],
  ['À vérifier', 31, ({ reasons }) => reasons.join(' + ')],
  ['QF précédent', 13, ({ previous }) => previous?.value ?? null],
  ['Remplace', 13, ({ previous }) => previous?.reference ?? null],
  ['Identifiant externe', 20, ({ externalId }) => externalId],
  ['Statut', 10, ({ treatedAt }) => (treatedAt ? 'Traité' : 'À traiter')],
  ['Nom connu de la mairie', 26, ({ declared }) => declared.knownName],
  ['Enfants ou services concernés', 36, ({ declared }) => declared.childrenOrServices],
] as const satisfies [
  title: string,
  width: number,
  cell: (submission: OpenedSubmission, timeZone: string) => Cell,
][]

/** Titles of the columns, in order. */
export const TITLES: readonly ColumnTitle[] = COLUMNS.map(([title]) => title)

/** Widths that show most cells whole, in characters. */
export const WIDTHS = COLUMNS.map(([, width]) => width)

/** One transmission as cells, in the order of the columns; times in the collectivité's zone. */
export function cellsOf(submission: OpenedSubmission, timeZone: string): Cell[] {
  return COLUMNS.map(([, , cell]) => {
    const value: Cell = cell(submission, timeZone)
    return typeof value === 'string' ? cellText(value) : value
  })
}
