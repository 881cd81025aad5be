import type { JWK } from 'jose'
import type { Configuration, JWKS } from 'oidc-provider'
import { Provider } from 'oidc-provider/lib/provider.js'
import type { Middleware } from '../oidc/middleware.js'
import { findIdentity } from './identities.js'
import { claimsOf, type Identity, subOf } from './identity.js'
import { answerErrorsAsFranceConnect } from './json-errors.js'
import { protocol } from './protocol.js'

type Options = {
  issuer: string
  keys: JWK[]
  common: Configuration
  client: NonNullable<Configuration['clients']>[number]
  /** Life of the access tokens. */
  tokenSeconds(): number
  onToken(token: string): void
}

/** The library, set as FranceConnect sets it, without what stands in front of it. */
export function buildProvider({ issuer, keys, common, client, tokenSeconds, onToken }: Options): Provider {
  const provider = new Provider(issuer, {
    ...common,
    ...protocol,
    jwks: { keys } as JWKS,
    clients: [client],
    findAccount: async (_ctx, id) => {
      const identity = findIdentity(id)
      return identity
        ? { accountId: id, claims: async () => ({ sub: id, ...claimsOf(identity) }) }
        : undefined
    },
    pairwiseIdentifier: (_ctx, id, { clientId }) => subOf(findIdentity(id) as Identity, clientId),
    ttl: { ...protocol.ttl, AccessToken: tokenSeconds },
  })
  provider.on('access_token.saved', ({ jti }) => onToken(jti))
  answerErrorsAsFranceConnect(provider)
  provider.use(cachePublicDocuments)
  return provider
}

const cachePublicDocuments: Middleware = async (ctx, next) => {
  await next()
  if (['/jwks', '/.well-known/openid-configuration'].includes(ctx.path))
    ctx.set('Cache-Control', 'public, max-age=600')
}
