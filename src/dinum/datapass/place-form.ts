import * as v from 'valibot'
import { OneLine } from '#src/one-line.js'

/** The form as typed; the names are those of its fields. */
export type PlaceForm = v.InferOutput<typeof FormSchema>
export type PlaceErrors = Partial<Record<keyof PlaceForm, string>>
export type PlaceReading =
  | { kind: 'read'; codeCog: string; name: string }
  | { kind: 'refused'; errors: PlaceErrors }

const NAME_AT_MOST = 200
export const EMPTY_PLACE: PlaceForm = { cog: '', nom: '' }

const line = v.fallback(OneLine, '')
const FormSchema = v.object({ cog: line, nom: line })

/** The fields of the form; what is not there is empty. */
export function readPlaceForm(body: Record<string, unknown>): PlaceForm {
  return v.parse(FormSchema, { ...EMPTY_PLACE, ...body })
}

/** Understands what was typed, or says what is wrong with each field. */
export function understandPlace({ cog, nom }: PlaceForm): PlaceReading {
  const codeCog = cog.replace(/\s/g, '').toUpperCase()
  const errors: PlaceErrors = {
    ...(/^\d[\dAB]\d{3}$/.test(codeCog)
      ? {}
      : { cog: 'Écrivez le code COG de la commune, 5 signes comme 45142 ou 2A004.' }),
    ...(nom === '' ? { nom: 'Écrivez son nom.' } : {}),
    ...([...nom].length > NAME_AT_MOST ? { nom: `Raccourcissez ce nom à ${NAME_AT_MOST} caractères.` } : {}),
  }
  return Object.keys(errors).length > 0 ? { kind: 'refused', errors } : { kind: 'read', codeCog, name: nom }
}
