import { randomBytes } from 'node:crypto'
import type { InteractionResults, KoaContextWithOIDC } from 'oidc-provider'

/** A person who signed in, and what the library is told about it. */
export type SignedIn = { person: string; result: InteractionResults }
export type BrowserSessions = ReturnType<typeof createBrowserSessions>

type BrowserSession = SignedIn & { id: string; endsAt: number; grants: string[] }
type Options = {
  cookie: string
  /** Below which the browser shows the cookie: `localhost` is the service's host too. */
  path: string
  seconds: number
  /** Whether each use prolongs the session. */
  sliding: boolean
  revokeGrant(grantId: string): void
}

/**
 * Who is signed in at the provider, browser by browser. FranceConnect and ProConnect keep this beside the session of
 * their library, which they clear at each sign-in; tokens die with the session in which they were issued.
 */
export function createBrowserSessions({ cookie, path, seconds, sliding, revokeGrant }: Options) {
  const cookieOptions = { httpOnly: true, path, sameSite: 'lax', signed: false } as const
  const sessions = new Map<string, BrowserSession>()
  const newEnd = () => Date.now() + seconds * 1000

  function find(ctx: KoaContextWithOIDC): BrowserSession | null {
    const session = sessions.get(ctx.cookies.get(cookie, { signed: false }) ?? '')
    return session && session.endsAt > Date.now() ? session : null
  }

  function end(session: BrowserSession): void {
    sessions.delete(session.id)
    session.grants.forEach(revokeGrant)
  }

  return {
    find,

    /** Begins the session of this person, or renews hers: two tabs of one person share it. @returns its id */
    begin(ctx: KoaContextWithOIDC, signedIn: SignedIn): string {
      const current = find(ctx)
      const same = current?.person === signedIn.person ? current : null
      if (current && !same) sessions.delete(current.id)
      const id = same?.id ?? randomBytes(32).toString('hex')
      sessions.set(id, { ...signedIn, id, endsAt: newEnd(), grants: same?.grants ?? [] })
      ctx.cookies.set(cookie, id, cookieOptions)
      return id
    },

    /** The person goes on as who she is. */
    reuse(session: BrowserSession): string {
      if (sliding) session.endsAt = newEnd()
      return session.id
    },

    /** Binds what is issued under a grant to a session. */
    bind(id: unknown, grantId: string): void {
      sessions.get(String(id))?.grants.push(grantId)
    },

    endOf(ctx: KoaContextWithOIDC): void {
      const session = find(ctx)
      if (session) end(session)
      ctx.cookies.set(cookie, null, cookieOptions)
    },

    endAll(): void {
      for (const session of [...sessions.values()]) end(session)
    },
  }
}
