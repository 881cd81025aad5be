import type { Provider } from 'oidc-provider'
import { findIdentity } from './identities.js'
import type { Identity } from './identity.js'

/** An access token that still opens something. */
export type LiveToken = {
  identity: Identity
  scopes: Set<string>
  /** The service to which it was given. */
  clientId: string
  id: string
  issuedAt: number
  expiresAt: number
}

/** @returns null when the token is unknown, too old, revoked or its session is over */
export async function findLiveToken(provider: Provider, token: string): Promise<LiveToken | null> {
  const found = await provider.AccessToken.find(token)
  const identity = found?.accountId ? findIdentity(found.accountId) : null
  if (!found || !identity) return null
  const { scopes, clientId = '', jti, iat, exp = iat } = found
  return { identity, scopes, clientId, id: jti, issuedAt: iat, expiresAt: exp }
}
