import { Alert } from '#templates/components/alert.js'

/** What was just done; nothing for words that no button sends. */
export function MailsSaid({ said }: { said: string }) {
  const words = Object.hasOwn(WORDS, said) ? WORDS[said] : undefined
  if (!words) return null
  const [kind, sentence] = words
  return (
    <Alert kind={kind}>
      <p role="status">{sentence}</p>
    </Alert>
  )
}

const WORDS: Record<string, ['success' | 'warning' | 'error', string]> = {
  enregistre: ['success', 'Vos choix sont enregistrés.'],
  ajoutee: [
    'success',
    'Un lien part vers cette adresse. Elle recevra les courriels une fois qu’elle l’aura suivi.',
  ],
  retiree: ['success', 'Cette adresse est retirée : plus rien n’y part.'],
  rien: ['warning', 'Rien n’a été changé : cela avait déjà été fait.'],
  trop: [
    'error',
    'Cette adresse a déjà reçu cinq liens aujourd’hui. Regardez dans les courriers indésirables, ou réessayez demain.',
  ],
}
