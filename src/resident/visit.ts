import type { Context } from 'hono'
import type { Db } from '#src/db/database.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import type { Session } from '#src/http/sessions.js'
import {
  EMPTY_SESSION,
  RESIDENT_SESSION_MINUTES,
  type ResidentSession,
} from '#src/resident/resident-session.js'
import type { Services } from '#src/services.js'

export type ResidentServices = Pick<
  Services,
  | 'config'
  | 'log'
  | 'now'
  | 'db'
  | 'safe'
  | 'franceConnect'
  | 'apiParticulier'
  | 'refreshLimit'
  | 'residentSessions'
>
export type Visits = ReturnType<typeof openVisits>

const COOKIE = 'qf'

/** A resident's browser and its session. */
export function openVisits({ config, now, residentSessions }: ResidentServices) {
  const cookie = sessionCookie(COOKIE, config.secureCookies)

  const read = async (c: Context, tx?: Db): Promise<Session<ResidentSession> | null> => {
    const token = cookie.read(c)
    return token ? residentSessions.read(token, tx) : null
  }

  return {
    read,
    token: cookie.read,

    /** Changes the session, made if need be. */
    async change(c: Context, change: (content: ResidentSession) => ResidentSession): Promise<void> {
      const token = cookie.read(c)
      if (token && (await residentSessions.change(token, change))) return
      const expiresAt = new Date(now().getTime() + RESIDENT_SESSION_MINUTES * 60_000)
      cookie.write(c, (await residentSessions.create(change(EMPTY_SESSION), expiresAt)).token)
    },

    /** The browser goes on in this session. */
    goOnIn(c: Context, token: string): void {
      if (cookie.read(c) !== token) cookie.write(c, token)
    },

    async isSignedIn(c: Context): Promise<boolean> {
      return Boolean((await read(c))?.content.signedIn)
    },

    async end(c: Context): Promise<ResidentSession | null> {
      const session = await read(c)
      if (session) await residentSessions.end(session.token)
      cookie.clear(c)
      return session?.content ?? null
    },
  }
}
