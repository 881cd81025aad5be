import * as v from 'valibot'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { OneLine } from '#src/one-line.js'
import { readBirthdate, readGivenNames, readMonth, readQuotientFamilial } from '#src/submission/as-written.js'

const line = v.optional(OneLine, '')

/** What stands on an attestation, as fields of a form; an agent types it at the counter, a resident at home. */
export const PAPER_FIELDS = {
  nom: line,
  prenoms: line,
  sexe: line,
  naissance: line,
  qf: line,
  mois: line,
  regime: line,
}
export type PaperField = keyof typeof PAPER_FIELDS
export type PaperForm = Record<PaperField, string>
/** What is wrong, per field, in words for who types. */
export type PaperErrors = Partial<Record<PaperField, string>>

const NAME_MAX_CHARACTERS = 255

/**
 * Understands whose attestation it is; the date as on paper.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns the identity, or what is wrong
 */
export function readPaperIdentity(
  form: PaperForm,
  today: string,
): { identity: PivotIdentity; errors: null } | { identity: null; errors: PaperErrors } {
  const { nom, prenoms, sexe, naissance } = form
  const givenNames = readGivenNames(prenoms)
  const birthdate = readBirthdate(naissance, today)
  const errors: PaperErrors = {
    ...fault('nom', nom === '' ? 'Écrivez le nom de naissance.' : tooLong(nom, NAME_MAX_CHARACTERS)),
    ...fault(
      'prenoms',
      givenNames.length === 0 ? 'Écrivez au moins un prénom.' : tooLong(prenoms, NAME_MAX_CHARACTERS),
    ),
    ...fault('naissance', birthdate ? null : 'Écrivez la date de naissance comme 09/04/1988.'),
  }
  if (!birthdate || Object.keys(errors).length > 0) return { identity: null, errors }
  const gender: PivotIdentity['gender'] = sexe === 'female' || sexe === 'male' ? sexe : null
  const born = { birthdate, birthplace: null, birthcountry: null }
  return { identity: { familyName: nom, givenNames, gender, ...born }, errors: null }
}

/**
 * Understands what it says: amount and month as on paper, and the fund that made it.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns the quotient familial, or what is wrong
 */
export function readPaperValue(
  form: PaperForm,
  today: string,
): { quotientFamilial: QuotientFamilial; errors: null } | { quotientFamilial: null; errors: PaperErrors } {
  const value = readQuotientFamilial(form.qf)
  const month = readMonth(form.mois, today)
  const isFund = ['CNAF', 'MSA'].includes(form.regime)
  if (value === null || !month || !isFund)
    return {
      quotientFamilial: null,
      errors: {
        ...fault('qf', value === null ? NO_VALUE : null),
        ...fault('mois', month ? null : NO_MONTH),
        ...fault('regime', isFund ? null : 'Choisissez la caisse qui a fait l’attestation.'),
      },
    }
  const calculation = { calculationYear: null, calculationMonth: null }
  return { quotientFamilial: { provider: form.regime, value, ...month, ...calculation }, errors: null }
}

const NO_VALUE = 'Écrivez le quotient familial en euros, comme 742 ou 742,35.'
const NO_MONTH =
  'Écrivez le mois de l’attestation comme 11/2026 ou novembre 2026, sans dépasser le mois en cours.'

/** What is wrong with a text of too many characters; null when it is not. */
export function tooLong(text: string, most: number): string | null {
  const { length } = [...text]
  return length > most
    ? `Ce texte compte ${length} caractères\u00a0: raccourcissez-le à ${most} caractères au plus.`
    : null
}

function fault(field: PaperField, words: string | null): PaperErrors {
  return words === null ? {} : { [field]: words }
}
