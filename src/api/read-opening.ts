import * as v from 'valibot'
import type { FieldErrors } from '#src/api/errors.js'
import { isSiret } from '#src/collectivite/siret.js'
import { toOneLine } from '#src/one-line.js'

/** What a partner asks to open; its `departement` is not read, because the code COG tells it. */
export type RequestedOpening = { siret: string; codeCog: string; name: string; editor: string | null }
export type ReadOpening =
  | { kind: 'opening'; opening: RequestedOpening }
  | { kind: 'not-json' }
  | { kind: 'invalid-fields'; errors: FieldErrors }

export const NAME_CHARACTERS = 200
export const EDITOR_CHARACTERS = 100

const text = () => v.string('Ce champ doit être un texte.')

const OpeningSchema = v.object(
  {
    siret: v.pipe(
      text(),
      v.check(isSiret, 'Ce n’est pas un SIRET : 14 chiffres sans espace, dont la clé est juste.'),
    ),
    code_cog: v.pipe(
      text(),
      v.regex(/^\d[\dAB]\d{3}$/, 'Ce n’est pas un code COG (code INSEE) de commune, comme 45142 ou 2B050.'),
    ),
    name: v.pipe(
      text(),
      v.transform(toOneLine),
      v.regex(/\p{L}/u, 'Le nom manque.'),
      v.maxLength(NAME_CHARACTERS, `Le nom dépasse ${NAME_CHARACTERS} caractères.`),
    ),
    // The State's form also knows `inactive`, which no partner sends: nothing could make it active again.
    status: v.literal(
      'active',
      'Seul « active » est accepté : une collectivité ne se suspend que par l’opérateur.',
    ),
    editor: v.nullish(
      v.pipe(
        text(),
        v.transform(toOneLine),
        v.maxLength(EDITOR_CHARACTERS, `L’éditeur dépasse ${EDITOR_CHARACTERS} caractères.`),
      ),
    ),
  },
  'Ce champ est obligatoire.',
)

/** Reads the body of `POST /api/collectivites`; keys that it does not know are no fault. */
export function readOpening(body: ArrayBuffer): ReadOpening {
  const json = parse(body)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { kind: 'not-json' }
  const parsed = v.safeParse(OpeningSchema, json)
  if (!parsed.success)
    return { kind: 'invalid-fields', errors: v.flatten<typeof OpeningSchema>(parsed.issues).nested ?? {} }
  const { siret, code_cog, name, editor } = parsed.output
  return { kind: 'opening', opening: { siret, codeCog: code_cog, name, editor: editor || null } }
}

function parse(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
