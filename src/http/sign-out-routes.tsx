import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { factory } from '#src/http/factory.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import { describeError, type Log } from '#src/log.js'
import { SignedOut } from '#templates/signed-out.js'
import type { Area } from '#templates/site.js'

export type SignOutOptions = {
  area: Area
  /** Where the form posts. */
  path: string
  /** Where the provider returns. */
  returnPath: string
  secure: boolean
  log: Log
  /** Ends our own session; the token that the provider wants as a hint, if there was one. */
  endSession(c: Context): Promise<string | null>
  endSessionUrl(idToken: string, state: string): Promise<URL>
}

const COOKIE = 'qf-sortie'
const MINUTES = 10
// Not `cache`: pages are not stored, and Chrome goes through all it has, for seconds. Not `cookies`: those of every site of
// the domain would go. docs/decisions/025-doors.md
const LEFT_BEHIND = '"storage"'

/**
 * Sign-out: here first, then from the provider, or the next person on this computer would be signed in by one click.
 * The page leads on by `Refresh`: a redirect would belong to our form, and browsers hold a form's redirects, the
 * provider's further ones too, to `form-action`.
 */
export function signOutRoutes(options: SignOutOptions) {
  const { area, path, returnPath, secure, log, endSession } = options
  const cookie = sessionCookie(COOKIE, secure)
  const page = (c: Context, continueUrl: string | null) =>
    c.render(<SignedOut area={area} continueUrl={continueUrl} />, { title: 'Vous êtes déconnecté', area })

  return factory
    .createApp()
    .post(path, async function signOut(c) {
      const idToken = await endSession(c)
      c.header('Clear-Site-Data', LEFT_BEHIND)
      const state = randomBytes(24).toString('base64url')
      const url = idToken && (await providerUrl(c, options, idToken, state))
      if (!url) return page(c, null)
      cookie.write(c, state, MINUTES * 60)
      c.header('Refresh', `0; url=${url.href}`)
      return page(c, url.href)
    })
    .get(returnPath, function signedOut(c) {
      if (cookie.read(c) !== (c.req.query('state') ?? null)) {
        log.warn('sign-out returned with another state', { requestId: c.get('requestId') })
      }
      cookie.clear(c)
      return page(c, null)
    })
}

async function providerUrl(
  c: Context,
  { endSessionUrl, log }: SignOutOptions,
  idToken: string,
  state: string,
) {
  try {
    return await endSessionUrl(idToken, state)
  } catch (error) {
    log.error('provider unreachable at sign-out', { requestId: c.get('requestId'), ...describeError(error) })
    return null
  }
}
