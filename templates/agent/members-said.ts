import type { SaidWords } from '#templates/agent/said.js'

/** What the buttons of this room come to. */
export const MEMBERS_SAID: SaidWords = {
  invite: ['success', 'L’invitation part par courriel. Son lien est valable 30 jours.'],
  annulee: ['success', 'L’invitation est annulée : son lien ne mène plus nulle part.'],
  acceptee: ['success', 'La demande est acceptée.'],
  refusee: ['success', 'La demande est refusée.'],
  role: ['success', 'Le rôle est changé.'],
  retire: ['success', 'Cet agent n’a plus accès.'],
  confirmee: ['success', 'La liste est confirmée pour 18 mois.'],
  dernier: [
    'error',
    'Rien n’a été changé : il faut au moins un gestionnaire. Nommez d’abord une autre personne.',
  ],
  rien: ['warning', 'Rien n’a été changé : cela avait déjà été fait.'],
  trop: [
    'error',
    'Trop de liens sont partis aujourd’hui : cinq par adresse, cinquante en tout. Demandez à la personne de regarder dans ses courriers indésirables, ou réessayez demain.',
  ],
}
