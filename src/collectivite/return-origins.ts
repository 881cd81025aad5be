import type { Collectivite } from '#src/collectivite/collectivite.js'

export const RETURN_ORIGINS_AT_MOST = 20
const ORIGIN_MAX_CHARACTERS = 200

/**
 * Whether residents of this collectivité may be led to this address; asked again each time it is shown.
 * @param editors the operator's list, for every collectivité
 */
export function mayReturnTo(
  { returnOrigins }: Pick<Collectivite, 'returnOrigins'>,
  editors: readonly string[],
  address: URL,
): boolean {
  const isPlain = address.protocol === 'https:' && !address.username && !address.password
  return isPlain && [...editors, ...returnOrigins].includes(address.origin)
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
