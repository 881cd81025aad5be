import type { Context, MiddlewareHandler } from 'hono'
import type { Tokens } from '../client-credentials.js'

/** Lets only a token through that is known, lives and has the scope. */
export function demands(tokens: Tokens, scope?: 'read_authorizations'): MiddlewareHandler {
  return async (c, next) => {
    const scopes = tokens.scopesOf(c)
    if (scopes === 'unknown') return refuse(c, 401, 'Non autorisé', NO_TOKEN, HEADER)
    if (scopes === 'expired') return refuse(c, 401, 'Jeton expiré', EXPIRED, HEADER)
    if (scope && !scopes.includes(scope)) return refuse(c, 403, 'Accès interdit', NO_SCOPE)
    return next()
  }
}

export function notFound(c: Context): Response {
  return refuse(c, 404, 'Non trouvé', 'La ressource demandée est introuvable.')
}

type Source = { pointer: string }

export function refuse(
  c: Context,
  status: 401 | 403 | 404,
  title: string,
  detail: string,
  source?: Source,
): Response {
  return c.json({ errors: [{ status: String(status), title, detail, source }] }, status)
}

const HEADER: Source = { pointer: 'headers/Authorization' }
const NO_TOKEN = 'Un jeton d’accès est requis mais absent dans les en-têtes de la requête.'
const EXPIRED = 'Le jeton d’accès a expiré. Veuillez en obtenir un nouveau.'
const NO_SCOPE = 'Les droits de ce jeton ne permettent pas cette action.'
