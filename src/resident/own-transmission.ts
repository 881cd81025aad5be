import type { Context } from 'hono'
import { cancelPath } from '#src/resident/addresses.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { followSubmissions, type Progress } from '#src/submission/follow.js'
import { findSent, type SentTransmission } from '#src/submission/sent-transmissions.js'

/** What the resident who is signed in, `sub`, sent; `progress` is null when its content is erased. */
export type OwnTransmission = SentTransmission & { sub: string; progress: Progress | null }

/** Where she takes it back; null once an agent has opened it, or it is erased. */
export function cancelUrlOf({ siret, reference, progress }: OwnTransmission): string | null {
  return progress && !progress.openedAt ? cancelPath(siret, reference) : null
}

/** All she sent, newest first; null when nobody is signed in. */
export async function findOwnTransmissions(
  { db, safe }: ResidentServices,
  visits: Visits,
  c: Context,
  isWanted: (sent: SentTransmission) => boolean = () => true,
): Promise<OwnTransmission[] | null> {
  const signedIn = (await visits.read(c))?.content.signedIn
  if (!signedIn) return null
  const { sub } = signedIn
  const sent = (await findSent(db, safe.keyring, sub)).filter(isWanted)
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
  return (await findOwnTransmissions(services, visits, c, isIt))?.[0] ?? null
}
