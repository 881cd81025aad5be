import type { Context } from 'hono'
import type { Db } from '#src/db/database.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import type { Session } from '#src/http/sessions.js'
import {
  EMPTY_SESSION,
  RESIDENT_SESSION_MINUTES,
  type ResidentSession,
  type SignedIn,
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
  | 'outages'
  | 'refreshLimit'
  | 'jobs'
  | 'receiptMails'
  | 'counters'
  | 'editorOrigins'
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

    /** Here, or in the session to which a reload would lead. */
    async isSignedIn(c: Context): Promise<boolean> {
      const content = (await read(c))?.content
      return Boolean(content?.signedIn || content?.successor)
    },

    /** Ends the session, and the one to which a reload would lead; who was signed in, if anybody. */
    async end(c: Context): Promise<SignedIn | null> {
      const session = await read(c)
      const successor =
        session?.content.successor && (await residentSessions.read(session.content.successor.token))
      for (const ended of [session, successor]) if (ended) await residentSessions.end(ended.token)
      cookie.clear(c)
      return session?.content.signedIn ?? successor?.content.signedIn ?? null
    },
  }
}
