import { Alert } from '#templates/components/alert.js'
import { formatNumber } from '#templates/format.js'

/** What was just done to the ticked rows; nothing for words that no button sends. */
export function InboxDone({ what, rows }: { what: string; rows: number }) {
  const words = Object.hasOwn(WORDS, what) ? WORDS[what] : undefined
  if (!words) return null
  return (
    <Alert kind={what === 'rien' ? 'warning' : 'success'}>
      <p role="status">{words(rows)}</p>
    </Alert>
  )
}

const WORDS: Record<string, (rows: number) => string> = {
  rien: () => 'Rien n’a été fait : cochez d’abord des lignes, puis choisissez une action.',
  traite: (rows) =>
    rows > 1
      ? `${formatNumber(rows)} transmissions sont marquées comme traitées.`
      : 'La transmission est marquée comme traitée.',
  'a-traiter': (rows) =>
    rows > 1 ? `${formatNumber(rows)} transmissions sont à traiter.` : 'La transmission est à traiter.',
  supprime: () => 'La transmission est supprimée.',
  exemples: () => 'Les exemples sont là : essayez les boutons, rien ne peut mal tourner.',
  'sans-exemples': () => 'Les exemples sont retirés.',
}
