import type { Collectivite } from '#src/collectivite/collectivite.js'

export const RETURN_ORIGINS_AT_MOST = 20
const ORIGIN_MAX_CHARACTERS = 200

// DINUM's list of editors, for every collectivité. It is empty until DINUM keeps one.
const EDITORS: readonly string[] = []

/** Whether residents of this collectivité may be led to this address; asked again each time it is shown. */
export function mayReturnTo({ returnOrigins }: Pick<Collectivite, 'returnOrigins'>, address: URL): boolean {
  const isPlain = address.protocol === 'https:' && !address.username && !address.password
  return isPlain && [...EDITORS, ...returnOrigins].includes(address.origin)
}

/** An origin without protection is none to which residents are led. */
export function mayBeAllowed(origin: string): boolean {
  return origin.startsWith('https://')
}

/** The origin of a web address, short enough to be kept; null for anything else. */
export function originOf(address: URL | null): string | null {
  if (!address || !['https:', 'http:'].includes(address.protocol)) return null
  return address.origin.length <= ORIGIN_MAX_CHARACTERS ? address.origin : null
}
