import * as v from 'valibot'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { OneLine } from '#src/one-line.js'
import { readBirthdate, readGivenNames, readMonth, readQuotientFamilial } from '#src/submission/as-written.js'

/** The form as typed; the names are those of its fields. */
export type AttestationForm = v.InferOutput<typeof FormSchema>
export type AttestationField = keyof AttestationForm | 'pieces'
/** What is wrong, per field, in words for the resident. */
export type AttestationErrors = Partial<Record<AttestationField, string>>
export type AttestationReading =
  | { kind: 'read'; identity: PivotIdentity | null; quotientFamilial: QuotientFamilial }
  | { kind: 'refused'; errors: AttestationErrors }

const NAME_MAX_CHARACTERS = 255

const line = v.optional(OneLine, '')
const FormSchema = v.object({
  nom: line,
  prenoms: line,
  sexe: line,
  naissance: line,
  qf: line,
  mois: line,
  regime: line,
  /** No person sees it. */
  site_web: line,
})

/** The fields of the form; what is not text counts as empty. */
export function readAttestationForm(body: Record<string, unknown>): AttestationForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/**
 * Understands what was typed, or says what is wrong with each field; amount and dates as on paper.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @param withIdentity whether it is typed too; else it is FranceConnect's and null here
 */
export function understandAttestation(
  form: AttestationForm,
  today: string,
  withIdentity: boolean,
): AttestationReading {
  const value = readQuotientFamilial(form.qf)
  const month = readMonth(form.mois, today)
  const identity = withIdentity ? readIdentity(form, today) : { identity: null, errors: {} }
  const errors: AttestationErrors = {
    ...identity.errors,
    ...(value === null ? { qf: 'Écrivez le quotient familial en euros, comme 742 ou 742,35.' } : {}),
    ...(month
      ? {}
      : {
          mois: 'Écrivez le mois de l’attestation comme 11/2026 ou novembre 2026, sans dépasser le mois en cours.',
        }),
    ...(['CNAF', 'MSA'].includes(form.regime)
      ? {}
      : { regime: 'Choisissez la caisse qui a fait l’attestation.' }),
  }
  if (!month || value === null || Object.keys(errors).length > 0) return { kind: 'refused', errors }
  return {
    kind: 'read',
    identity: identity.identity,
    quotientFamilial: {
      provider: form.regime,
      value,
      ...month,
      calculationYear: null,
      calculationMonth: null,
    },
  }
}

function readIdentity(form: AttestationForm, today: string) {
  const givenNames = readGivenNames(form.prenoms)
  const birthdate = readBirthdate(form.naissance, today)
  const errors: AttestationErrors = {
    ...fault(
      'nom',
      form.nom === '' ? 'Écrivez le nom de naissance.' : tooLong(form.nom, NAME_MAX_CHARACTERS),
    ),
    ...fault(
      'prenoms',
      givenNames.length === 0 ? 'Écrivez au moins un prénom.' : tooLong(form.prenoms, NAME_MAX_CHARACTERS),
    ),
    ...fault('naissance', birthdate ? null : 'Écrivez la date de naissance comme 09/04/1988.'),
  }
  const identity = {
    familyName: form.nom,
    givenNames,
    birthdate: birthdate ?? '',
    gender: form.sexe === 'female' || form.sexe === 'male' ? form.sexe : null,
    birthplace: null,
    birthcountry: null,
  } as const
  return { identity, errors }
}

function tooLong(text: string, most: number): string | null {
  const { length } = [...text]
  return length > most ? `Ce texte compte ${length} caractères : raccourcissez-le à ${most} au plus.` : null
}

function fault(field: AttestationField, words: string | null): AttestationErrors {
  return words === null ? {} : { [field]: words }
}
