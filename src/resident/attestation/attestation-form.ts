import * as v from 'valibot'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { OneLine } from '#src/one-line.js'
import { PAPER_FIELDS, readPaperIdentity, readPaperValue } from '#src/submission/paper-form.js'

/** The form as typed; the names are those of its fields. */
export type AttestationForm = v.InferOutput<typeof FormSchema>
/** What is wrong, per field, in words for the resident. */
export type AttestationErrors = Partial<Record<keyof AttestationForm, string>>
export type AttestationReading =
  | { kind: 'read'; identity: PivotIdentity | null; quotientFamilial: QuotientFamilial }
  | { kind: 'refused'; errors: AttestationErrors }

const FormSchema = v.object({
  ...PAPER_FIELDS,
  /** No person sees it. */
  site_web: v.optional(OneLine, ''),
})

/** The fields of the form; what is not text counts as empty. */
export function readAttestationForm(body: Record<string, unknown>): AttestationForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/**
 * Understands what was typed, or says what is wrong with each field.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @param withIdentity whether it is typed too; else it is FranceConnect's and null here
 */
export function understandAttestation(
  form: AttestationForm,
  today: string,
  withIdentity: boolean,
): AttestationReading {
  const value = readPaperValue(form, today)
  const whose = withIdentity ? readPaperIdentity(form, today) : { identity: null, errors: null }
  if (value.errors || whose.errors) return { kind: 'refused', errors: { ...whose.errors, ...value.errors } }
  return { kind: 'read', identity: whose.identity, quotientFamilial: value.quotientFamilial }
}
