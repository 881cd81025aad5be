import * as v from 'valibot'
import { readReturnOrigins } from '#src/agent/settings/return-origins-field.js'
import { OneLine } from '#src/one-line.js'

/** The form as typed; the names are those of its fields. */
export type EditorForm = v.InferOutput<typeof FormSchema>
export type EditorErrors = Partial<Record<keyof EditorForm, string>>
export type EditorReading =
  | { kind: 'read'; origin: string; editor: string }
  | { kind: 'refused'; errors: EditorErrors }

export const EMPTY_EDITOR: EditorForm = { site: '', editeur: '' }
const NAME_AT_MOST = 100

const line = v.fallback(OneLine, '')
const FormSchema = v.object({ site: line, editeur: line })

/** The fields of the form; what is not there is empty. */
export function readEditorForm(body: Record<string, unknown>): EditorForm {
  return v.parse(FormSchema, { ...EMPTY_EDITOR, ...body })
}

/** Understands what was typed, or says what is wrong with each field. */
export function understandEditor({ site, editeur }: EditorForm): EditorReading {
  const reading = readReturnOrigins(site)
  const origin = reading.kind === 'read' ? reading.origins[0] : undefined
  const errors: EditorErrors = {}
  if (reading.kind === 'refused') errors.site = reading.fault
  else if (!origin) errors.site = 'Écrivez l’adresse du site.'
  if (editeur === '') errors.editeur = 'Écrivez le nom de l’éditeur.'
  if ([...editeur].length > NAME_AT_MOST)
    errors.editeur = `Raccourcissez ce nom à ${NAME_AT_MOST} caractères au plus.`
  if (!origin || Object.keys(errors).length > 0) return { kind: 'refused', errors }
  return { kind: 'read', origin, editor: editeur }
}
