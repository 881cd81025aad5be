import type { Ending } from '#templates/personal-data/endings.js'

/** Whose data it is. */
export type Person = 'usager' | 'agent' | 'contact' | 'opérateur'
/** Sealed under a key; a keyed hash, which leads back to nobody; or in clear. */
export type Form = 'scellé' | 'empreinte' | 'en clair'
/** Who reads it through this service. */
export type Reader =
  | 'usager'
  | 'agents'
  | 'gestionnaires'
  | 'soi-même'
  | 'destinataire'
  | 'opérateur'
  | 'tous'
  | 'personne'
export type SectionId =
  | 'transmissions'
  | 'visite'
  | 'retrouver'
  | 'attestation'
  | 'recepisse'
  | 'agents'
  | 'operateur'
  | 'journaux'

/** One piece of personal data, in the words of the page. */
export type Item = { words: string; form: Form }

/** What is kept together: of whom, what for, how long, and who reads it. */
export type Group = {
  section: SectionId
  title: string
  persons: Person[]
  source: string
  purpose: string
  kept: Ending
  readers: Reader[]
  items: Record<string, Item>
}

export const sealed = (words: string): Item => ({ words, form: 'scellé' })
export const hashed = (words: string): Item => ({ words, form: 'empreinte' })
export const clear = (words: string): Item => ({ words, form: 'en clair' })
