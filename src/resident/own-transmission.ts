import type { Context } from 'hono'
import { cancelPath } from '#src/resident/addresses.js'
import type { Sent } from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import type { Origin } from '#src/submission/content.js'
import { followSubmissions, type Progress } from '#src/submission/follow.js'
import { findSent, type SentTransmission } from '#src/submission/sent-transmissions.js'

/**
 * What a resident sent: the one who is signed in, `sub`, or whoever sent without FranceConnect in this very session,
 * null. `progress` is null when its content is erased.
 */
export type OwnTransmission = SentTransmission & { sub: string | null; progress: Progress | null }

/** Where she takes it back; null once an agent has opened it, or it is erased. */
export function cancelUrlOf({ siret, reference, progress }: OwnTransmission): string | null {
  return progress && !progress.openedAt ? cancelPath(siret, reference) : null
}

/** How she sent it; null once that is erased. */
export function originOf({ sub, progress }: OwnTransmission): Origin | null {
  return sub === null ? 'Attestation sans FranceConnect' : (progress?.origin ?? null)
}

/** All she sent with FranceConnect, newest first; null when nobody is signed in. */
export async function findOwnTransmissions(
  services: ResidentServices,
  visits: Visits,
  c: Context,
  isWanted: (sent: SentTransmission) => boolean = () => true,
): Promise<OwnTransmission[] | null> {
  const signedIn = (await visits.read(c))?.content.signedIn
  if (!signedIn) return null
  const { sub } = signedIn
  const sent = (await findSent(services.db, services.safe.keyring, sub)).filter(isWanted)
  return withProgress(services, sent, sub)
}

async function withProgress(
  { db }: ResidentServices,
  sent: SentTransmission[],
  sub: string | null,
): Promise<OwnTransmission[]> {
  const sirets = [...new Set(sent.map(({ siret }) => siret))]
  const followed = await Promise.all(
    sirets.map((siret) =>
      followSubmissions(
        db,
        siret,
        sent.filter((candidate) => candidate.siret === siret).map(({ reference }) => reference),
      ),
    ),
  )
  const progress = new Map(followed.flat().map((found) => [found.reference, found]))
  return sent.map((one) => ({ ...one, sub, progress: progress.get(one.reference) ?? null }))
}

/** The one of this reference, if it is hers and went to this collectivité. */
export async function findOwnTransmission(
  services: ResidentServices,
  visits: Visits,
  c: Context,
  siret: string,
  reference: string,
): Promise<OwnTransmission | null> {
  const isIt = (sent: SentTransmission) => sent.siret === siret && sent.reference === reference
  const [own] = (await findOwnTransmissions(services, visits, c, isIt)) ?? []
  if (own) return own
  const sent = (await visits.read(c))?.content.sent ?? []
  const [apart] = await withProgress(services, sent.flatMap(sentApart).filter(isIt), null)
  return apart ?? null
}

function sentApart({ siret, reference, apart }: Sent): SentTransmission[] {
  if (!apart) return []
  const { submittedAt, year, month, cancelledAt } = apart
  return [
    {
      siret,
      reference,
      year,
      month,
      submittedAt: new Date(submittedAt),
      cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
    },
  ]
}
