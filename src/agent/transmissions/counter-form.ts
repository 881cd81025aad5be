import * as v from 'valibot'
import { OneLine } from '#src/one-line.js'
import type { SubmissionContent } from '#src/submission/content.js'
import {
  PAPER_FIELDS,
  type PaperField,
  readPaperIdentity,
  readPaperValue,
  tooLong,
} from '#src/submission/paper-form.js'

/** What the agent typed, as typed. */
export type CounterForm = Record<CounterField, string> & { cle: string }
export type CounterField = PaperField | DeclaredField
type DeclaredField = 'nom_connu' | 'enfants_ou_services'
/** What is wrong, per field, in words for the agent. */
export type CounterErrors = Partial<Record<CounterField, string>>
export type CounterReading =
  | { kind: 'read'; content: SubmissionContent }
  | { kind: 'refused'; errors: CounterErrors }

const DECLARED_MAX_CHARACTERS = 100

const line = v.optional(OneLine, '')
const FormSchema = v.object({
  ...PAPER_FIELDS,
  cle: v.optional(v.string(), ''),
  nom_connu: line,
  enfants_ou_services: line,
})

/** The fields of the form; what is not text counts as empty. */
export function readCounterForm(body: Record<string, unknown>): CounterForm {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return v.parse(FormSchema, Object.fromEntries(texts))
}

/**
 * Understands what was typed, or says what is wrong with each field.
 * @param today `AAAA-MM-JJ`, where the collectivité is
 */
export function understandCounterForm(form: CounterForm, today: string): CounterReading {
  const whose = readPaperIdentity(form, today)
  const value = readPaperValue(form, today)
  const declared = declaredErrors(form)
  if (whose.errors || value.errors || Object.keys(declared).length > 0)
    return { kind: 'refused', errors: { ...whose.errors, ...value.errors, ...declared } }
  return {
    kind: 'read',
    content: {
      identity: whose.identity,
      quotientFamilial: value.quotientFamilial,
      externalId: null,
      declared: { knownName: form.nom_connu, childrenOrServices: form.enfants_ou_services },
      dispute: null,
    },
  }
}

function declaredErrors(form: CounterForm): CounterErrors {
  const errors: CounterErrors = {}
  for (const field of ['nom_connu', 'enfants_ou_services'] as const) {
    const fault = tooLong(form[field], DECLARED_MAX_CHARACTERS)
    if (fault) errors[field] = fault
  }
  return errors
}
