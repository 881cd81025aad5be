import type { SaidWords } from '#templates/agent/said.js'

/** What the buttons of this room come to. */
export const MAILS_SAID: SaidWords = {
  enregistre: ['success', 'Vos choix sont enregistrés.'],
  ajoutee: [
    'success',
    'Un lien part vers cette adresse. Une fois qu’elle l’aura suivi, elle recevra les courriels que vous avez choisis.',
  ],
  retiree: ['success', 'Cette adresse est retirée : plus rien n’y part.'],
  rien: ['warning', 'Rien n’a été changé : cela avait déjà été fait.'],
  trop: [
    'error',
    'Trop de liens sont partis aujourd’hui : cinq par adresse, cinquante en tout. Regardez dans les courriers indésirables, ou réessayez demain.',
  ],
}
