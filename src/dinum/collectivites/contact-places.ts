import { CONTACT_KINDS, type ContactKind } from '#src/collectivite/contacts.js'

/** How each place of a contact is called in addresses. */
export const CONTACT_PLACES: Record<ContactKind, string> = {
  demandeur: 'demandeur',
  'contact métier': 'contact-metier',
  'délégué à la protection des données': 'delegue',
}

/** The place that an address names; null for none. */
export function contactKindOf(place: string): ContactKind | null {
  return CONTACT_KINDS.find((kind) => CONTACT_PLACES[kind] === place) ?? null
}
