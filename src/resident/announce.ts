import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import type { Session } from '#src/http/sessions.js'
import { type ResidentSession, type Sent, withSent } from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'

type Services = Pick<ResidentServices, 'residentSessions' | 'jobs'>

/**
 * Takes what is sent out of the session and announces it to a collectivité that wants a mail at each transmission,
 * among the writes of the transmission.
 * @returns false when the session changed meanwhile: it was sent elsewhere
 */
export async function consumeAndAnnounce(
  services: Services,
  tx: Db,
  collectivite: Collectivite,
  session: Session<ResidentSession>,
  sent: Sent,
  certified?: string,
): Promise<boolean> {
  const [consumed] = await Promise.all([
    services.residentSessions.update(session, withSent(session.content, sent), session.expiresAt, tx),
    announce(services, tx, collectivite, certified),
  ])
  return consumed
}

/**
 * Tells a collectivité that wants a mail at each transmission, and HubEE where it is handed over there.
 * @param certified the id of the transmission, unless it is an attestation: HubEE takes what is certified
 */
export async function announce(
  { jobs }: Pick<Services, 'jobs'>,
  tx: Db,
  { siret, mailFrequency, deliversToHubee }: Collectivite,
  certified?: string,
) {
  await Promise.all([
    mailFrequency === 'transmission' && jobs.send(tx, 'deliveries', { siret }),
    certified && deliversToHubee && jobs.send(tx, 'folders', { siret, folder: certified }),
  ])
}
