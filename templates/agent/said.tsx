import { Alert } from '#templates/components/alert.js'

/** What can be said after a button, by the word in the address. */
export type SaidWords = Record<string, ['success' | 'warning' | 'error', string]>

/** What was just done; nothing for words that no button sends. */
export function Said({ said, words }: { said: string; words: SaidWords }) {
  const found = Object.hasOwn(words, said) ? words[said] : undefined
  if (!found) return null
  const [kind, sentence] = found
  return (
    <Alert kind={kind}>
      <p role="status">{sentence}</p>
    </Alert>
  )
}
