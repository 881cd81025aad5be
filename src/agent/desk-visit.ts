import type { Context } from 'hono'
import {
  AGENT_IDLE_MINUTES,
  AGENT_SESSION_HOURS,
  type AgentSession,
  type PendingSignIn,
  withDesk,
  withoutPendingSignIn,
  withSearch,
} from '#src/agent/agent-session.js'
import type { Db } from '#src/db/database.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import type { Session } from '#src/http/sessions.js'
import type { Services } from '#src/services.js'

export type AgentServices = Pick<
  Services,
  | 'config'
  | 'log'
  | 'now'
  | 'db'
  | 'safe'
  | 'csvWriter'
  | 'proConnect'
  | 'agentSessions'
  | 'outbox'
  | 'linkLimit'
  | 'signInLimit'
  | 'metrics'
  | 'guessLimit'
  | 'jobs'
>
export type SignedIn = NonNullable<AgentSession['signedIn']>
export type DeskVisits = ReturnType<typeof openDeskVisits>

const COOKIE = 'qf-agent'
const MINUTE = 60_000
const PENDING_MINUTES = 30
const EMPTY: AgentSession = { pending: [], signedIn: null }

/** An agent's browser and its session: 30 minutes without a request, 8 hours at most. */
export function openDeskVisits({ config, now, agentSessions }: AgentServices) {
  const cookie = sessionCookie(COOKIE, config.secureCookies)
  const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * MINUTE)
  const expiryOf = (since: string) =>
    new Date(
      Math.min(
        inMinutes(AGENT_IDLE_MINUTES).getTime(),
        Date.parse(since) + AGENT_SESSION_HOURS * 60 * MINUTE,
      ),
    )

  const read = async (c: Context): Promise<Session<AgentSession> | null> => {
    const token = cookie.read(c)
    return token ? agentSessions.read(token) : null
  }

  return {
    read,

    /** Keeps the departure for ProConnect, in the session there is or in a new one. */
    async depart(c: Context, change: (session: AgentSession) => AgentSession): Promise<void> {
      const token = cookie.read(c)
      if (token && (await agentSessions.change(token, change))) return
      cookie.write(c, (await agentSessions.create(change(EMPTY), inMinutes(PENDING_MINUTES))).token)
    },

    /** Takes a departure out of the session, once: null when it is not there, or another request took it. */
    async takePending(c: Context, state: string): Promise<PendingSignIn | null> {
      const token = cookie.read(c)
      let taken: PendingSignIn | undefined
      const session =
        token &&
        (await agentSessions.change(token, (content) => {
          taken = content.pending.find((candidate) => candidate.state === state)
          return withoutPendingSignIn(content, state)
        }))
      return (session && taken) || null
    },

    /** Starts the agent's session under a new token; the one before ends, but departures from other tabs come back. */
    async signIn(c: Context, signedIn: Omit<SignedIn, 'since' | 'search' | 'desks'>): Promise<void> {
      const before = await read(c)
      if (before) await agentSessions.end(before.token)
      const since = now().toISOString()
      const session = await agentSessions.create(
        { pending: before?.content.pending ?? [], signedIn: { ...signedIn, since } },
        expiryOf(since),
      )
      cookie.write(c, session.token)
    },

    /** Who is signed in; her session goes on for another 30 minutes, written at most once a minute. */
    async signedIn(c: Context): Promise<SignedIn | null> {
      const session = await read(c)
      if (!session?.content.signedIn) return null
      const expiresAt = expiryOf(session.content.signedIn.since)
      if (expiresAt.getTime() - session.expiresAt.getTime() > MINUTE)
        await agentSessions.update(session, session.content, expiresAt)
      return session.content.signedIn
    },

    /** Keeps that she entered a desk, in the transaction that traces it; false when it is kept already. */
    async enter(c: Context, siret: string, tx: Db): Promise<boolean> {
      const token = cookie.read(c)
      for (;;) {
        const session = token ? await agentSessions.read(token, tx) : null
        const content = session && withDesk(session.content, siret)
        if (!session || !content) return false
        // Another request changed it meanwhile.
        if (await agentSessions.update(session, content, session.expiresAt, tx)) return true
      }
    },

    async keepSearch(c: Context, search: { siret: string; text: string }): Promise<void> {
      const token = cookie.read(c)
      if (token) await agentSessions.change(token, (session) => withSearch(session, search))
    },

    async end(c: Context): Promise<AgentSession | null> {
      const session = await read(c)
      if (session) await agentSessions.end(session.token)
      cookie.clear(c)
      return session?.content ?? null
    },
  }
}
