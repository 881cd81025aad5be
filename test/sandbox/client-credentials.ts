import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'

export type Credentials = { clientId: string; clientSecret: string }
export type Tokens = ReturnType<typeof createTokens>

type Client = Credentials & {
  granted: readonly string[]
  /** What a token may do for which nothing is asked. */
  unasked: string
  lifetimeSeconds: number
}

/** Gives tokens to the one client, by its credentials, in the form or as Basic; they cannot be renewed. */
export function createTokens(
  { clientId, clientSecret, granted, unasked, lifetimeSeconds }: Client,
  now: () => Date,
) {
  const tokens = new Map<string, { scopes: string[]; until: number }>()
  return {
    async give(c: Context): Promise<Response> {
      const isForm = /^application\/x-www-form-urlencoded\b/.test(c.req.header('Content-Type') ?? '')
      if (!isForm) return refuse(c, 400, 'invalid_request')
      const form = new URLSearchParams(await c.req.text())
      const given = basicOf(c) ?? { id: form.get('client_id'), secret: form.get('client_secret') }
      if (given.id !== clientId || given.secret !== clientSecret) return refuse(c, 401, 'invalid_client')
      if (form.get('grant_type') !== 'client_credentials') return refuse(c, 400, 'unsupported_grant_type')
      const scopes = (form.get('scope') || unasked).split(' ')
      if (scopes.some((scope) => !granted.includes(scope))) return refuse(c, 400, 'invalid_scope')
      const token = randomBytes(32).toString('base64url')
      const at = Math.floor(now().getTime() / 1000)
      tokens.set(token, { scopes, until: at + lifetimeSeconds })
      const kind = { token_type: 'Bearer', expires_in: lifetimeSeconds, scope: scopes.join(' ') }
      return c.json({ access_token: token, ...kind, created_at: at })
    },
    /** What a call may do, or why it may nothing. */
    scopesOf(c: Context): string[] | 'unknown' | 'expired' {
      const token = tokens.get(c.req.header('Authorization')?.match(/^Bearer (.+)$/i)?.[1] ?? '')
      if (!token) return 'unknown'
      return now().getTime() / 1000 < token.until ? token.scopes : 'expired'
    },
    expire(): void {
      for (const token of tokens.values()) token.until = 0
    },
    reset: () => tokens.clear(),
  }
}

// As OAuth2 says, not as the rest of an API does.
function refuse(c: Context, status: 400 | 401, error: string): Response {
  return c.json({ error, error_description: 'Refusé' }, status)
}

function basicOf(c: Context): { id: string; secret: string } | null {
  const encoded = c.req.header('Authorization')?.match(/^Basic (.+)$/i)?.[1]
  if (!encoded) return null
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id, secret: secret.join(':') }
}
