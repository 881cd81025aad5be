import * as v from 'valibot'
import { OneLine } from '#src/one-line.js'
import type { DeclaredFields } from '#src/submission/content.js'

const DECLARED_MAX_CHARACTERS = 100

const line = v.optional(OneLine, '')
const FormSchema = v.object({
  revue: v.optional(v.string(), ''),
  nom_connu: line,
  enfants_ou_services: line,
  partage: line,
})

/** What is wrong, per field, in words for the resident. */
export type DeclaredErrors = Partial<Record<keyof DeclaredFields, string>>
export type SendForm = {
  reviewId: string
  declared: DeclaredFields
  /** On a computer of others. */
  isShared: boolean
  errors: DeclaredErrors
}

export const NOTHING_TYPED: SendForm = {
  reviewId: '',
  declared: { knownName: '', childrenOrServices: '' },
  isShared: false,
  errors: {},
}

/** Reads what every form that sends has in common; what is wrong is said per field, in words for the resident. */
export function readSendForm(body: unknown): SendForm {
  const form = v.parse(FormSchema, onlyText(body))
  const declared = { knownName: form.nom_connu, childrenOrServices: form.enfants_ou_services }
  const errors: DeclaredErrors = {}
  for (const field of ['knownName', 'childrenOrServices'] as const) {
    const { length } = [...declared[field]]
    if (length > DECLARED_MAX_CHARACTERS) {
      errors[field] =
        `Ce texte compte ${length} caractères : raccourcissez-le à ${DECLARED_MAX_CHARACTERS} caractères au plus.`
    }
  }
  return { reviewId: form.revue, declared, isShared: form.partage === 'oui', errors }
}

function onlyText(body: unknown): Record<string, string> {
  const entries = Object.entries(body ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}
