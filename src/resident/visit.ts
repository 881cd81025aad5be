import type { Context } from 'hono'
import type { Db } from '#src/db/database.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import type { Session } from '#src/http/sessions.js'
import {
  EMPTY_SESSION,
  RESIDENT_SESSION_MINUTES,
  type ResidentSession,
  type Sent,
  SIGNED_IN_AT_MOST_HOURS,
  type SignedIn,
  startedFrom,
  withSent,
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
  | 'metrics'
  | 'editorOrigins'
  | 'residentSessions'
  | 'attachments'
  | 'heldFiles'
  | 'formTokens'
  | 'attestationLimit'
  | 'signInLimit'
  | 'guessLimit'
>
export type Visits = ReturnType<typeof openVisits>

const COOKIE = 'qf'

/** A resident's browser and its session. */
export function openVisits({ config, now, residentSessions }: ResidentServices) {
  const cookie = sessionCookie(COOKIE, config.secureCookies)
  const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000)

  const read = async (c: Context, tx?: Db): Promise<Session<ResidentSession> | null> => {
    const token = cookie.read(c)
    return token ? residentSessions.read(token, tx) : null
  }

  /** The session itself, first, and all that one leads to from it. */
  const kinOf = async (session: Session<ResidentSession>): Promise<Session<ResidentSession>[]> => {
    const kin = [session]
    // It grows while it is walked.
    for (const { content } of kin) {
      for (const token of [content.successor?.token, content.predecessor]) {
        const isNew = token && !kin.some((known) => known.token === token)
        const found = isNew ? await residentSessions.read(token) : null
        if (found) kin.push(found)
      }
    }
    return kin
  }

  return {
    read,
    token: cookie.read,

    /** Changes the session, made if need be. */
    async change(c: Context, change: (content: ResidentSession) => ResidentSession): Promise<void> {
      const token = cookie.read(c)
      if (token && (await residentSessions.change(token, change))) return
      const expiresAt = inMinutes(RESIDENT_SESSION_MINUTES)
      cookie.write(c, (await residentSessions.create(change(EMPTY_SESSION), expiresAt)).token)
    },

    /** Half an hour more, up to two from the sign-in: an attestation has to be looked for. */
    async extend({ token, content: { signedIn } }: Session<ResidentSession>): Promise<void> {
      if (!signedIn) return
      const last = new Date(signedIn.at).getTime() + SIGNED_IN_AT_MOST_HOURS * 3_600_000
      const until = new Date(Math.min(inMinutes(RESIDENT_SESSION_MINUTES).getTime(), last))
      await residentSessions.prolong(token, until)
    },

    /**
     * Keeps what was sent without FranceConnect where its sender finds it: in her session, or in a new one, so that
     * nobody who knows the old one finds it too.
     */
    async keepApart(c: Context, sent: Sent): Promise<void> {
      const session = await read(c)
      if (session?.content.signedIn) {
        await residentSessions.change(session.token, (content) => withSent(content, sent))
        return
      }
      const begun = session ? startedFrom(session.content) : EMPTY_SESSION
      const before = session?.content.sent ?? []
      const content = withSent({ ...begun, sent: before }, sent)
      cookie.write(c, (await residentSessions.create(content, inMinutes(RESIDENT_SESSION_MINUTES))).token)
      if (session) await residentSessions.end(session.token)
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

    /** Ends the session, and those in which its sign-ins began or go on; who was signed in, if anybody. */
    async end(c: Context): Promise<SignedIn | null> {
      const session = await read(c)
      const all = session ? await kinOf(session) : []
      for (const { token } of all) await residentSessions.end(token)
      cookie.clear(c)
      return all.find(({ content }) => content.signedIn)?.content.signedIn ?? null
    },
  }
}
