import type { WaitsFor } from '#src/onboarding/datapass/habilitation.js'

/** Events of DataPass, in the order of a demande's life. */
export const EVENT_WORDS: Record<string, string> = {
  create: 'Création',
  update: 'Modification',
  submit: 'Dépôt',
  request_changes: 'Demande de modifications',
  approve: 'Validation',
  refuse: 'Refus',
  reopen: 'Réouverture',
  cancel_reopening: 'Annulation de la réouverture',
  transfer: 'Transfert',
  revoke: 'Révocation',
  archive: 'Archivage',
}

/** In words, and the name that DataPass gives it where there are none. */
export function eventWords(event: string): string {
  return wordOf(EVENT_WORDS, event) ?? `Événement «\u00a0${event}\u00a0»`
}

const STATES: Record<string, string> = {
  draft: 'brouillon',
  submitted: 'en cours d’instruction',
  changes_requested: 'modifications demandées',
  validated: 'validée',
  refused: 'refusée',
  revoked: 'révoquée',
  archived: 'archivée',
}

/** Where a demande stands at DataPass. */
export function requestStateWords(state: string | null): string {
  return state === null ? 'non dit' : (wordOf(STATES, state) ?? state)
}

const DEFINITIONS: Record<string, string> = {
  formulaire_qf: 'Formulaire QF',
  api_particulier: 'API Particulier',
}

/** The form on which it was asked for. */
export function definitionWords(definition: string): string {
  return wordOf(DEFINITIONS, definition) ?? definition
}

/** What a demande waits for. */
export const WAITS_FOR_WORDS: Record<WaitsFor, string> = {
  transfert: 'Un transfert à accepter ou à laisser',
  'code COG': 'La commune de l’organisation à préciser',
  SIRET: 'Une organisation sans SIRET',
}

// What DataPass says may be any word.
function wordOf(words: Record<string, string>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined
}
