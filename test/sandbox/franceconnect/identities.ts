import type { Identity } from './identity.js'
import { inventedIdentities } from './invented-identities.js'
import { officialIdentities } from './official-identities.js'

export const identities: Identity[] = [...officialIdentities, ...inventedIdentities]

export function findIdentity(id: string): Identity | null {
  return identities.find((identity) => identity.id === id) ?? null
}
