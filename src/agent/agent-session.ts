import type { AgentIdentity, ProConnectChecks } from '#src/external/proconnect/client.js'

export const AGENT_IDLE_MINUTES = 30
export const AGENT_SESSION_HOURS = 8

/** A departure for ProConnect; with the invitation that it will accept, or the page of ours to which it comes back. */
export type PendingSignIn = ProConnectChecks & Errand
export type Errand = { invitation?: string; returnTo?: '/dinum' }

export type AgentSession = {
  pending: PendingSignIn[]
  signedIn: {
    agent: AgentIdentity
    idToken: string
    since: string
    /** The last search on a desk: a name, so it stands here and in no address. */
    search?: { siret: string; text: string }
    /** The desks that she has entered since, by their SIRETs: each is traced once. */
    desks?: string[]
  } | null
}

const PENDING_AT_MOST = 5

export function withPendingSignIn(session: AgentSession, pending: PendingSignIn): AgentSession {
  return { ...session, pending: [...session.pending, pending].slice(-PENDING_AT_MOST) }
}

/** Takes a departure out of the session: its state serves once. Null when it is not there. */
export function withoutPendingSignIn(session: AgentSession, state: string): AgentSession | null {
  const pending = session.pending.filter((candidate) => candidate.state !== state)
  return pending.length < session.pending.length ? { ...session, pending } : null
}

/** Keeps the last search of who is signed in; null when nobody is. */
export function withSearch(
  session: AgentSession,
  search: { siret: string; text: string },
): AgentSession | null {
  return session.signedIn && { ...session, signedIn: { ...session.signedIn, search } }
}

/** Keeps that she has entered a desk; null when that is known, or nobody is signed in. */
export function withDesk(session: AgentSession, siret: string): AgentSession | null {
  const { signedIn } = session
  if (!signedIn || signedIn.desks?.includes(siret)) return null
  return { ...session, signedIn: { ...signedIn, desks: [...(signedIn.desks ?? []), siret] } }
}
