import { decodeFile } from '#src/onboarding/openings/decode-file.js'
import { type ReadList, readList } from '#src/onboarding/openings/read-list.js'
import type { UploadErrors } from '#templates/dinum/opening-lists.js'

type Upload =
  | { kind: 'read'; list: Extract<ReadList, { kind: 'list' }> }
  | { kind: 'refused'; errors: UploadErrors }

/** Reads what was sent: a file, or lines that were pasted. */
export async function readUpload(body: Record<string, string | File>): Promise<Upload> {
  const { fichier, lignes } = body
  const file = fichier instanceof File && fichier.size > 0 ? fichier : null
  const pasted = typeof lignes === 'string' ? lignes : ''
  if (file && pasted.trim() !== '')
    return refused('fichier', 'Choisissez un fichier ou collez des lignes, pas les deux.')
  const field = file ? 'fichier' : 'lignes'
  if (!file && pasted.trim() === '') return refused('fichier', 'Choisissez un fichier, ou collez des lignes.')
  const decoded = file
    ? decodeFile(new Uint8Array(await file.arrayBuffer()))
    : decodeFile(Buffer.from(pasted))
  if (decoded.kind === 'not-text') return refused(field, NOT_TEXT)
  const list = readList(decoded.text)
  return list.kind === 'list' ? { kind: 'read', list } : refused(field, FAULTS[list.kind])
}

const NOT_TEXT =
  'Ce fichier n’est pas un CSV. Dans Excel ou LibreOffice, choisissez «\u00a0Enregistrer sous\u00a0», puis le format CSV.'
const FAULTS: Record<Exclude<ReadList['kind'], 'list'>, string> = {
  empty: 'Il n’y a aucune ligne sous les titres des colonnes.',
  'no-siret':
    'Aucune colonne ne s’appelle «\u00a0siret\u00a0». La première ligne doit donner les titres des colonnes.',
  'no-email':
    'Aucune colonne ne s’appelle «\u00a0email\u00a0». La première ligne doit donner les titres des colonnes.',
  'too-long':
    'Il y a plus de 10\u00a0000 lignes. Coupez le fichier en plusieurs, chacun avec les titres des colonnes.',
}

function refused(field: keyof UploadErrors, message: string): Upload {
  return { kind: 'refused', errors: { [field]: message } }
}
