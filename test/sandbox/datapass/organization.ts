import type { Ids } from './ids.js'
import { inseePayload } from './insee-payload.js'
import type { Organization } from './request.js'

export type OrganizationOptions = {
  /** null for a body abroad, which has none. */
  siret?: string | null
  /** As Sirene writes it, in capitals without accents. */
  name?: string
  codeCog?: string
  postalCode?: string
  /** As Sirene writes it. */
  communeName?: string
  /** 7210 is a commune. https://www.insee.fr/fr/information/2028129 */
  legalCategory?: string
  /** `empty` as for those whom DataPass has not looked up since April 2026. */
  insee?: 'full' | 'empty' | Record<string, unknown>
}

export const VITRY = {
  siret: '21450346800016',
  name: 'COMMUNE DE VITRY AUX LOGES',
  codeCog: '45346',
  postalCode: '45530',
  legalCategory: '7210',
}

/** Vitry-aux-Loges unless told otherwise. */
export function createOrganization(options: OrganizationOptions, ids: Ids): Organization {
  const { siret, insee = 'full', ...known } = { ...VITRY, communeName: communeIn(options.name), ...options }
  return {
    id: ids.of('organization', siret ?? known.name),
    name: known.name,
    siret,
    inseePayload: payloadOf({ siret, insee, known }),
  }
}

/** COMMUNE D OLIVET, COMMUNE DES AIX, CCAS DE CALVI: Sirene has no apostrophe in names. */
function communeIn(name = VITRY.name): string {
  return name.replace(/^.*?\b(DE|DU|DES|D) /, '')
}

type Wanted = {
  siret: string | null
  insee: 'full' | 'empty' | Record<string, unknown>
  known: Omit<typeof VITRY, 'siret'> & { communeName: string }
}

function payloadOf({ siret, insee, known }: Wanted): Record<string, unknown> {
  if (typeof insee === 'object') return insee
  return insee === 'full' && siret ? inseePayload({ siret, ...known }) : {}
}
