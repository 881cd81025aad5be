import { Alert } from '#templates/components/alert.js'
import { formatNumber } from '#templates/format.js'

export type Done = { what: string; rows: number; gone: number }

/** What was just done to the ticked rows; nothing for words that no button sends. */
export function InboxDone(done: Done) {
  const words = wordsOf(done)
  if (!words) return null
  return (
    <Alert kind={words.kind}>
      <p role="status">{words.text}</p>
    </Alert>
  )
}

function wordsOf({ what, rows, gone }: Done): { kind: 'success' | 'warning'; text: string } | null {
  const treats = what === 'traite' || what === 'a-traiter'
  if (!treats) return Object.hasOwn(WORDS, what) ? (WORDS[what] ?? null) : null
  if (rows === 0) return { kind: 'warning', text: 'Rien n’a changé : ces transmissions n’existent plus.' }
  const end =
    what === 'traite'
      ? ['est marquée comme traitée', 'sont marquées comme traitées']
      : ['est à traiter', 'sont à traiter']
  const text = rows > 1 ? `${formatNumber(rows)} transmissions ${end[1]}.` : `La transmission ${end[0]}.`
  if (gone === 0) return { kind: 'success', text }
  const others = gone > 1 ? `${formatNumber(gone)} autres n’existent plus.` : 'Une autre n’existe plus.'
  return { kind: 'warning', text: `${text} ${others}` }
}

const WORDS: Record<string, { kind: 'success' | 'warning'; text: string }> = {
  rien: {
    kind: 'warning',
    text: 'Rien n’a été fait : cochez d’abord des lignes, puis choisissez une action.',
  },
  'rien-a-prendre': {
    kind: 'warning',
    text: 'Pas de fichier : les exemples n’entrent dans aucun fichier, et ce qui est effacé non plus.',
  },
  supprime: { kind: 'success', text: 'La transmission est supprimée.' },
  exemples: {
    kind: 'success',
    text: 'Les exemples sont là : essayez les boutons, rien ne peut mal tourner.',
  },
  'sans-exemples': { kind: 'success', text: 'Les exemples sont retirés.' },
}
