import type { Session } from '#src/http/sessions.js'
import {
  type Found,
  followedBy,
  PREDECESSOR_MINUTES,
  RESIDENT_SESSION_MINUTES,
  type ResidentSession,
  type Returned,
  type SignedIn,
  startedFrom,
  withReturned,
  withSignIn,
} from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'

const TRIES = 5

/**
 * Keeps a sign-in, and what was found for it, in a session of its own: against fixation its token is new at each sign-in,
 * and nothing of another person comes along. What the same person had comes along, and where another tab of hers signs
 * in at the same moment both go on in one.
 * @param beginning the session in which the sign-in began; for a while it leads to the new one, for who reloads the
 * very same return
 * @returns the token under which the browser goes on; null when she signed out meanwhile
 */
export async function goOnAs(
  { residentSessions: sessions, now }: ResidentServices,
  beginning: Session<ResidentSession>,
  signedIn: SignedIn,
  found: Found,
  returned: Returned,
): Promise<string | null> {
  const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000)
  const keep = (content: ResidentSession) => withSignIn(withReturned(content, returned), signedIn, found)

  const { token } = beginning
  for (let tries = 0; tries < TRIES; tries++) {
    const begun = tries === 0 ? beginning : await sessions.read(token)
    if (!begun) return null
    const before = begun.content
    const known = before.successor?.sub === signedIn.sub ? before.successor.token : null
    if (known && (await sessions.change(known, keep))) {
      await sessions.change(token, (content) => withReturned(content, { ...returned, leadsTo: known }))
      return known
    }
    const brought = before.signedIn?.sub === signedIn.sub ? before : startedFrom(before)
    const content = keep({ ...brought, predecessor: token })
    const contentWith = (next: string) =>
      followedBy(withReturned(before, { ...returned, leadsTo: next }), { token: next, sub: signedIn.sub })
    const own = await sessions.leave(
      begun,
      { contentWith, expiresAt: inMinutes(PREDECESSOR_MINUTES) },
      { content, expiresAt: inMinutes(RESIDENT_SESSION_MINUTES) },
    )
    if (own) {
      if (before.successor) await sessions.end(before.successor.token)
      return own.token
    }
  }
  throw new Error('The session never stood still')
}
