import type { EventName } from './apply-event.js'
import type { FormUid } from './forms.js'
import type { Authorization, RequestState } from './request.js'

/** What people read on the page, in the words of DataPass. */
export const EVENT_WORDS: Record<EventName, string> = {
  create: 'Signaler la création',
  update: 'Modifier',
  submit: 'Soumettre',
  request_changes: 'Demander des modifications',
  approve: 'Valider',
  refuse: 'Refuser',
  reopen: 'Rouvrir',
  cancel_reopening: 'Annuler la réouverture',
  transfer: 'Transférer',
  revoke: 'Révoquer',
  archive: 'Archiver',
}

export const STATE_WORDS: Record<RequestState, string> = {
  draft: 'brouillon',
  submitted: 'en cours d’instruction',
  changes_requested: 'modifications demandées',
  validated: 'validée',
  refused: 'refusée',
  revoked: 'révoquée',
  archived: 'archivée',
}

export const AUTHORIZATION_WORDS: Record<Authorization['state'], string> = {
  active: 'active',
  obsolete: 'obsolète',
  revoked: 'révoquée',
}

export const FORM_WORDS: Record<FormUid, string> = {
  'formulaire-qf': 'Formulaire QF',
  'api-particulier-city-family-mushroom-software': 'API Particulier, City Family (avec le Formulaire QF)',
  'api-particulier-3d-ouest': 'API Particulier, 3D Ouest (avec le Formulaire QF)',
  'api-particulier-agedi-proxima-enf': 'API Particulier, AGEDI Proxima (avec le Formulaire QF)',
  'api-particulier-jvs-mairistem': 'API Particulier, JVS-Mairistem (avec le Formulaire QF)',
  'api-particulier': 'API Particulier, sans le Formulaire QF',
}
