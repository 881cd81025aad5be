import type { SaidWords } from '#templates/agent/said.js'

/** What the buttons of a collectivité's page come to. */
export const COLLECTIVITE_SAID: SaidWords = {
  ouverte: ['success', 'La collectivité est inscrite. Les invitations partent par courriel.'],
  deja: ['warning', 'Cette collectivité est déjà inscrite\u00a0: voici où elle en est.'],
  suspension: ['success', 'Le service est suspendu\u00a0: les habitants ne peuvent plus rien transmettre.'],
  reprise: ['success', 'Le service est rouvert.'],
  fermeture: [
    'success',
    'Le service est fermé. Les gestionnaires qui sont venus en sont avertis par courriel.',
  ],
  invitation: ['success', 'L’invitation part par courriel. Son lien est valable 30 jours.'],
  contact: ['success', 'Le contact est enregistré.'],
  acceptee: ['success', 'Les agents de cette organisation peuvent être invités.'],
  retiree: ['success', 'Les agents de cette organisation ne lisent plus rien de cette collectivité.'],
  'fichier-oui': ['success', 'Le fichier peut partir vers une messagerie grand public.'],
  'fichier-non': ['success', 'Le fichier ne part plus vers une messagerie grand public.'],
  'hubee-oui': ['success', 'Chaque transmission certifiée sera aussi remise à HubEE. L’abonnement est relu.'],
  'hubee-non': ['success', 'Plus rien n’est remis à HubEE.'],
  'hubee-lecture': [
    'success',
    'L’abonnement est relu dans HubEE\u00a0: rechargez cette page dans quelques secondes.',
  ],
  rien: ['warning', 'Rien n’a été changé\u00a0: cela avait déjà été fait, ou n’est plus possible.'],
}
