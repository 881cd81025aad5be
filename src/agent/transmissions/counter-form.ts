import * as v from 'valibot'
import { OneLine } from '#src/one-line.js'
import { readBirthdate, readGivenNames, readMonth, readQuotientFamilial } from '#src/submission/as-written.js'
import type { SubmissionContent } from '#src/submission/content.js'

/** What the agent typed, as typed. */
export type CounterForm = Record<CounterField, string> & { cle: string }
export type CounterField =
  | 'nom'
  | 'prenoms'
  | 'sexe'
  | 'naissance'
  | 'qf'
  | 'mois'
  | 'regime'
  | 'nom_connu'
  | 'enfants_ou_services'
/** What is wrong, per field, in words for the agent. */
export type CounterErrors = Partial<Record<CounterField, string>>
export type CounterReading =
  | { kind: 'read'; content: SubmissionContent }
  | { kind: 'refused'; errors: CounterErrors }

const NAME_MAX_CHARACTERS = 255
const DECLARED_MAX_CHARACTERS = 100

const line = v.optional(OneLine, '')
const FormSchema = v.object({
  cle: v.optional(v.string(), ''),
  nom: line,
  prenoms: line,
  sexe: line,
  naissance: line,
  qf: line,
  mois: line,
  regime: line,
  nom_connu: line,
  enfants_ou_services: line,
})

/** The fields of the form; what is not text counts as empty. */
export function readCounterForm(body: Record<string, unknown>): CounterForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/**
 * Understands what was typed, or says what is wrong with each field. Dates as on paper: `09/04/1988`, `11/2026`.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 */
export function understandCounterForm(form: CounterForm, today: string): CounterReading {
  const birthdate = readBirthdate(form.naissance, today)
  const month = readMonth(form.mois, today)
  const value = readQuotientFamilial(form.qf)
  const errors: CounterErrors = {
    ...nameErrors(form),
    ...(birthdate ? {} : { naissance: 'Écrivez la date de naissance comme 09/04/1988.' }),
    ...(value === null ? { qf: 'Écrivez le quotient familial en euros, sans centimes, comme 742.' } : {}),
    ...(month
      ? {}
      : { mois: 'Écrivez le mois du quotient familial comme 11/2026, sans dépasser le mois en cours.' }),
    ...(['CNAF', 'MSA'].includes(form.regime)
      ? {}
      : { regime: 'Choisissez la caisse qui a fait l’attestation.' }),
  }
  if (!birthdate || !month || value === null || Object.keys(errors).length > 0)
    return { kind: 'refused', errors }
  return {
    kind: 'read',
    content: {
      identity: {
        familyName: form.nom,
        givenNames: readGivenNames(form.prenoms),
        birthdate,
        gender: form.sexe === 'female' || form.sexe === 'male' ? form.sexe : null,
        birthplace: null,
        birthcountry: null,
      },
      quotientFamilial: {
        provider: form.regime,
        value,
        ...month,
        calculationYear: null,
        calculationMonth: null,
      },
      externalId: null,
      declared: { knownName: form.nom_connu, childrenOrServices: form.enfants_ou_services },
      dispute: null,
    },
  }
}

function nameErrors(form: CounterForm): CounterErrors {
  const tooLong = (text: string, most: number) =>
    [...text].length > most ? `Ce texte est trop long : ${most} caractères au plus.` : null
  const found = {
    nom: form.nom === '' ? 'Écrivez le nom de naissance.' : tooLong(form.nom, NAME_MAX_CHARACTERS),
    prenoms:
      readGivenNames(form.prenoms).length === 0
        ? 'Écrivez au moins un prénom.'
        : tooLong(form.prenoms, NAME_MAX_CHARACTERS),
    nom_connu: tooLong(form.nom_connu, DECLARED_MAX_CHARACTERS),
    enfants_ou_services: tooLong(form.enfants_ou_services, DECLARED_MAX_CHARACTERS),
  }
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null))
}
