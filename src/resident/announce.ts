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
): Promise<boolean> {
  const [consumed] = await Promise.all([
    services.residentSessions.update(session, withSent(session.content, sent), session.expiresAt, tx),
    announce(services, tx, collectivite),
  ])
  return consumed
}

/** Tells a collectivité that wants a mail at each transmission. */
export async function announce({ jobs }: Pick<Services, 'jobs'>, tx: Db, collectivite: Collectivite) {
  const { siret, mailFrequency } = collectivite
  if (mailFrequency === 'transmission') await jobs.send(tx, 'deliveries', { siret })
}
