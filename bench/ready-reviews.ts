import { randomUUID } from 'node:crypto'
import { EMPTY_SESSION } from '#src/resident/resident-session.js'
import type { Services } from '#src/services.js'
import { contentOf } from '../test/support/named.js'

/** A resident who has read her review and is about to send it: her cookie, and her form. */
export type ReadyReview = { cookie: string; path: string; form: string }

/** Residents who have come back from FranceConnect, each another person, without the way there. */
export async function readyReviews(
  { residentSessions, now }: Pick<Services, 'residentSessions' | 'now'>,
  sirets: string[],
  count: number,
): Promise<ReadyReview[]> {
  const at = now()
  const { identity, quotientFamilial, externalId } = contentOf()
  const expiresAt = new Date(at.getTime() + 30 * 60_000)
  const ready: ReadyReview[] = []
  for (let index = 0; index < count; index++) {
    const siret = sirets[index % sirets.length] ?? ''
    const id = randomUUID()
    const person = { ...identity, familyName: `${identity.familyName}-${index}` }
    const review = { id, siret, identity: person, quotientFamilial, externalId, returnAddress: null }
    const signedIn = { sub: randomUUID(), idToken: 'x'.repeat(900), at: at.toISOString() }
    const content = { ...EMPTY_SESSION, signedIn, reviews: [{ ...review, refresh: 'not-asked' as const }] }
    const { token } = await residentSessions.create(content, expiresAt)
    ready.push({ cookie: `qf=${token}`, path: `/collectivites/${siret}/envois`, form: `revue=${id}` })
  }
  return ready
}
