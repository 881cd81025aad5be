import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Session } from '#src/http/sessions.js'
import { comeBack, type Landing } from '#src/resident/callback/come-back.js'
import {
  type Destination,
  type PendingSignIn,
  type ResidentSession,
  type Returned,
  type Returning,
  takePending,
} from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'

/** A browser at `/callback`: what it came for, and where that ends; null when nothing is known of its departure. */
export type Arrival = { destination: Destination; landing: Promise<Landing> }

type Request = { token: string; query: string; state: string; requestId: string }
type Known =
  | { kind: 'first'; session: Session<ResidentSession>; pending: PendingSignIn }
  | { kind: 'again'; returning: Returning }
  | { kind: 'answered'; returned: Returned }

const POLL_MILLISECONDS = 250
// The funds have 25; after that the process that asked them is gone.
const ANSWERED_WITHIN_MILLISECONDS = 35_000

/**
 * Recognises a return from FranceConnect. The first request with its query has it answered; the others, a reload or a
 * double click, on this process or another, wait for the same answer.
 */
export function createArrivals(services: ResidentServices) {
  // However many reloads wait for an answer, the database is asked for it once.
  const joined = new Map<string, Promise<Landing>>()
  const joinOnce = (token: string, returning: Returning): Promise<Landing> => {
    const key = `${token} ${returning.callback}`
    const landing = joined.get(key) ?? join(services, token, returning).finally(() => joined.delete(key))
    joined.set(key, landing)
    return landing
  }
  return (request: Request) => arrive(services, request, joinOnce)
}

async function arrive(
  services: ResidentServices,
  { token, query, state, requestId }: Request,
  joinOnce: (token: string, returning: Returning) => Promise<Landing>,
): Promise<Arrival | null> {
  const callback = createHash('sha256').update(query).digest('base64url')
  const known = await recognise(services, token, state, callback)
  switch (known?.kind) {
    case 'first': {
      const { session, pending } = known
      const landing = comeBack(services, { session, pending, callback, query, requestId })
      return { destination: pending.destination, landing }
    }
    case 'again': {
      const { destination } = known.returning
      return { destination, landing: joinOnce(token, known.returning) }
    }
    case 'answered': {
      const { returned } = known
      return { destination: returned.destination, landing: Promise.resolve(landingOf(returned, token)) }
    }
    default:
      return null
  }
}

async function recognise(
  { residentSessions, now }: ResidentServices,
  token: string,
  state: string,
  callback: string,
): Promise<Known | null> {
  let known: Exclude<Known, { kind: 'first' }> | null = null
  let pending: PendingSignIn | undefined
  const session = await residentSessions.change(token, (content) => {
    const returned = content.returned.find((candidate) => candidate.callback === callback)
    const returning = content.returning.find((candidate) => candidate.callback === callback)
    const taken = takePending(content, state, callback, now())
    known = returned ? { kind: 'answered', returned } : returning ? { kind: 'again', returning } : null
    pending = taken?.pending
    return known ? null : (taken?.rest ?? null)
  })
  return session && pending ? { kind: 'first', session, pending } : known
}

/** Waits in the database, because the answer may be another process's. */
async function join(
  { residentSessions, now }: ResidentServices,
  token: string,
  { callback, destination, since }: Returning,
): Promise<Landing> {
  while (now().getTime() < Date.parse(since) + ANSWERED_WITHIN_MILLISECONDS) {
    const content = (await residentSessions.read(token))?.content
    const returned = content?.returned.find((candidate) => candidate.callback === callback)
    if (returned) return landingOf(returned, token)
    if (!content?.returning.some((candidate) => candidate.callback === callback)) break
    await wait(POLL_MILLISECONDS)
  }
  return landingOf({ callback, destination, outcome: { kind: 'sign-in-again' }, leadsTo: null }, token)
}

function landingOf(returned: Returned, token: string): Landing {
  return { returned, token: returned.leadsTo ?? token }
}
