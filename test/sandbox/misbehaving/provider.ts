import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Credentials, faultOfDeparture, faultOfTokenRequest, type Grant } from './check-request.js'
import type { Answer, Endpoint, Fault, TokenFault } from './fault.js'
import type { Profile } from './profiles.js'
import { type Signers, sign } from './signatures.js'

const DRIP_MILLISECONDS = 20

type Env = { Bindings: HttpBindings }
type Options = {
  issuer: string
  profile: Profile
  credentials: Credentials
  signers: () => Signers
  fault: () => Fault
  /** Told everything that must never be read in a log. */
  issue: (secret: string) => void
}

/** OpenID Connect with the code flow, as little as a sign-in takes, and a fault wherever one is wanted. */
export function misbehavingProvider({ issuer, profile, credentials, signers, fault, issue }: Options) {
  const codes = new Map<string, Grant>()
  const accessTokens = new Set<string>()
  const app = new Hono<Env>().basePath(new URL(issuer).pathname)

  for (const [path, endpoint] of ENDPOINTS)
    app.use(path, async (c, next) => {
      const instead = fault().answer?.[endpoint]
      return instead ? answer(c, instead) : next()
    })

  app.get('/.well-known/openid-configuration', (c) => c.json({ ...metadataOf(issuer), ...fault().discovery }))

  app.get('/jwks', (c) => {
    const { own, otherAlg } = signers()
    const published = [own.published, otherAlg.published]
    return c.json({ keys: fault().keys?.(published) ?? published })
  })

  app.get('/authorize', (c) => {
    const asked = new URL(c.req.url).searchParams
    const wrong = faultOfDeparture(asked, credentials, profile)
    if (wrong) return c.text(`Refused: ${wrong}`, 400)
    const { scope = '', state = '', nonce = '', redirect_uri: redirectUri = '' } = c.req.query()
    const code = secret()
    codes.set(code, { scope, nonce, redirectUri, codeChallenge: asked.get('code_challenge') })
    issue(state)
    issue(nonce)
    const back = new URL(redirectUri)
    const parameters = new URLSearchParams({ code, state, iss: issuer })
    fault().redirect?.(parameters)
    back.search = parameters.toString()
    return c.redirect(back, 303)
  })

  app.post('/token', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    const wrong = faultOfTokenRequest(form, c.req.header('Authorization'), credentials, grant)
    if (wrong || !grant) return c.json({ error: wrong?.error }, wrong?.status)
    const accessToken = secret()
    accessTokens.add(accessToken)
    const idToken = await signed(
      { ...profile.idTokenClaims, sub: profile.person.sub, nonce: grant.nonce },
      fault().idToken,
    )
    const body = {
      access_token: accessToken,
      expires_in: profile.tokenSeconds,
      id_token: idToken,
      scope: grant.scope,
      token_type: 'Bearer',
    }
    return c.json({ ...body, ...fault().tokenAnswer })
  })

  app.get('/userinfo', async (c) => {
    const [scheme, accessToken = ''] = (c.req.header('Authorization') ?? '').split(' ')
    if (scheme !== 'Bearer' || !accessTokens.has(accessToken)) return c.json({ error: 'invalid_token' }, 401)
    return c.body(await signed(profile.person, fault().userInfo), 200, { 'Content-Type': 'application/jwt' })
  })

  app.get('/session/end', (c) => {
    const { post_logout_redirect_uri = '', state = '' } = c.req.query()
    return c.redirect(`${post_logout_redirect_uri}?${new URLSearchParams({ state })}`, 303)
  })
  return app

  async function signed(claims: Record<string, unknown>, { claims: others, signature }: TokenFault = {}) {
    const now = Math.floor(Date.now() / 1000)
    const registered = { iss: issuer, aud: credentials.clientId, iat: now, exp: now + profile.tokenSeconds }
    const token = await sign({ ...registered, ...claims, ...others?.(now) }, signature ?? 'right', signers())
    issue(token)
    return token
  }

  function secret(): string {
    const value = randomBytes(32).toString('base64url')
    issue(value)
    return value
  }
}

const ENDPOINTS: [string, Endpoint][] = [
  ['/.well-known/openid-configuration', 'discovery'],
  ['/token', 'token'],
  ['/userinfo', 'userinfo'],
  ['/jwks', 'jwks'],
]

function metadataOf(issuer: string) {
  const algs = ['ES256', 'RS256', 'HS256']
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: algs,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    userinfo_signing_alg_values_supported: algs,
  }
}

async function answer(c: Context<Env>, instead: Answer): Promise<Response> {
  if (instead === 'never') return new Promise(() => {})
  if (instead === 'hang-up') {
    c.env.incoming.socket.destroy()
    return c.body(null)
  }
  if (instead === 'endless' || instead === 'dripping') return withoutEnd(instead)
  const { status, body, type = 'application/json', headers } = instead
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers } })
}

function withoutEnd(pace: 'endless' | 'dripping'): Response {
  const piece = new TextEncoder().encode(pace === 'endless' ? ' '.repeat(64 * 1024) : ' ')
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (pace === 'dripping') await wait(DRIP_MILLISECONDS)
      controller.enqueue(piece)
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}
