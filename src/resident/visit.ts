import type { Context } from 'hono'
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
  'config' | 'log' | 'now' | 'db' | 'safe' | 'franceConnect' | 'apiParticulier' | 'residentSessions'
>
export type Visits = ReturnType<typeof openVisits>

const COOKIE = 'qf'
const TRIES = 5

/** A resident's browser and its session. */
export function openVisits({ config, now, residentSessions }: ResidentServices) {
  const cookie = sessionCookie(COOKIE, config.secureCookies)
  const expiry = () => new Date(now().getTime() + RESIDENT_SESSION_MINUTES * 60_000)

  const read = async (c: Context): Promise<Session<ResidentSession> | null> => {
    const token = cookie.read(c)
    return token ? residentSessions.read(token) : null
  }

  return {
    read,

    /** Changes the session, made if need be; another tab may have changed it meanwhile. */
    async change(c: Context, change: (content: ResidentSession) => ResidentSession): Promise<void> {
      for (let tries = 0; tries < TRIES; tries++) {
        const session = await read(c)
        if (!session) {
          const created = await residentSessions.create(change(EMPTY_SESSION), expiry())
          return cookie.write(c, created.token)
        }
        if (await residentSessions.update(session, change(session.content))) return
      }
      throw new Error('The session never stood still')
    },

    /** Takes something out of the session, once: null when it is not there, or another request took it. */
    async take<Part>(
      c: Context,
      take: (content: ResidentSession) => { pending: Part; rest: ResidentSession } | null,
    ): Promise<Part | null> {
      for (let tries = 0; tries < TRIES; tries++) {
        const session = await read(c)
        const taken = session && take(session.content)
        if (!taken) return null
        if (await residentSessions.update(session, taken.rest)) return taken.pending
      }
      return null
    },

    /** Gives the session another token, against fixation; what it holds goes on, changed, under the new one. */
    async renew(c: Context, change: (content: ResidentSession) => ResidentSession): Promise<void> {
      const session = await read(c)
      const created = await residentSessions.create(change(session?.content ?? EMPTY_SESSION), expiry())
      if (session) await residentSessions.end(session.token)
      cookie.write(c, created.token)
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
