import { importJWK, type JWK, SignJWT } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Middleware } from '../oidc/middleware.js'
import { readForm } from '../oidc/read-form.js'
import { claimsOf, subOf } from './identity.js'
import type { LiveToken } from './live-token.js'
import { ACR } from './protocol.js'
import { DATA_SCOPES } from './scopes.js'

export type DataProvider = { clientId: string; clientSecret: string }

type Options = {
  issuer: string
  dataProvider: DataProvider
  keys: JWK[]
  findToken(token: string): Promise<LiveToken | null>
}

/**
 * What a token stands for, asked by a data provider. The answer is signed as the real one is, but not encrypted: the
 * real one wraps it in a JWE (RSA-OAEP, A256GCM) for the provider's own key.
 * https://github.com/france-connect/sources (back/apps/core-fcp/src/controllers/data-provider.controller.ts)
 */
export function checkToken({ issuer, dataProvider, keys, findToken }: Options): Middleware {
  const key = keys.find(({ alg }) => alg === 'ES256') ?? {}
  return async (ctx, next) => {
    if (ctx.path !== '/checktoken' || ctx.method !== 'POST') return next()
    const form = await readForm(ctx.req)
    const { client_id: clientId, client_secret: clientSecret, token, ...others } = Object.fromEntries(form)
    if (!clientId || !clientSecret || !token || Object.keys(others).length > 0)
      return refuse(ctx, 400, 'invalid_request', 'Required parameter missing or invalid.')
    if (clientId !== dataProvider.clientId || clientSecret !== dataProvider.clientSecret)
      return refuse(ctx, 401, 'invalid_client', 'Client authentication failed.')
    const found = await findToken(token)
    ctx.type = 'application/token-introspection+jwt'
    ctx.body = await new SignJWT({
      token_introspection: found ? introspectionOf(found, clientId) : { active: false },
    })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '' })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .sign(await importJWK(key))
  }
}

/** Only the scopes that are the data provider's business, and a `sub` of its own. */
function introspectionOf({ identity, scopes, clientId, issuedAt, expiresAt, id }: LiveToken, asker: string) {
  const { email, idp_birthdate, ...pivot } = claimsOf(identity)
  return {
    active: true,
    aud: clientId,
    sub: subOf(identity, asker),
    iat: issuedAt,
    exp: expiresAt,
    acr: ACR,
    jti: id,
    scope: DATA_SCOPES.filter((scope) => scopes.has(scope)).join(' '),
    ...pivot,
  }
}

function refuse(ctx: KoaContextWithOIDC, status: number, error: string, error_description: string): void {
  ctx.status = status
  ctx.body = { error, error_description }
}
