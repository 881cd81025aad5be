import { eq, sql } from 'drizzle-orm'
import type { Act } from '#src/audit/acts.js'
import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import { deskPath } from '#src/collectivite/addresses.js'
import { EXPORT_DAYS } from '#src/collectivite/closing.js'
import type { Collectivite, CollectiviteState } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Db } from '#src/db/database.js'
import { collectivites, habilitations } from '#src/db/schema.js'
import { tellGestionnaires } from '#src/delivery/tell-gestionnaires.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { noteState, settleState } from '#src/onboarding/settle-state.js'
import { formatDay } from '#templates/format.js'
import { closingMail } from '#templates/mail/closing.js'
import { reopeningMail } from '#templates/mail/reopening.js'

export type Decision = 'suspension' | 'reprise' | 'fermeture'
/** What each is called in the journal. */
export const DECISION_ACTS: Record<Decision, Act> = {
  suspension: 'suspension',
  reprise: 'réactivation',
  fermeture: 'fermeture',
}
type Services = Pick<OnboardingServices, 'safe' | 'outbox' | 'config'>

/** From which states each may be decided: a second closing would give another window. */
const FROM: Record<Decision, CollectiviteState[]> = {
  suspension: ['en attente', 'ouverte'],
  reprise: ['suspendue', 'fermée'],
  fermeture: ['en attente', 'ouverte', 'suspendue'],
}

/**
 * The operator says whether a collectivité is open. A closed one's agents read and export for 30 days, which its
 * gestionnaires are told; then everything is erased. Inside `changeAccess`.
 */
export async function decide(
  services: Services,
  tx: Db,
  note: Note,
  { siret, decision, actor }: { siret: string; decision: Decision; actor: Actor },
): Promise<'decided' | 'unchanged'> {
  const before = await findCollectivite(tx, siret)
  if (!before || !FROM[decision].includes(before.state)) return 'unchanged'
  const decidedAt = await momentOfDecision(tx, siret, services.safe.now())
  await tx.update(collectivites).set({ decision, decidedAt }).where(eq(collectivites.siret, siret))
  await noteState(note, await settleState(tx, services.safe.keyring, siret), actor)
  if (decision === 'fermeture') await tellOfClosing(services, tx, siret)
  if (before.state === 'fermée') await tellOfReopening(services, tx, before)
  return 'decided'
}

// The clock of DataPass may be ahead of ours: what the operator says now is newer than what it has said.
async function momentOfDecision(tx: Db, siret: string, now: Date): Promise<Date> {
  const [row] = await tx
    .select({
      last: sql<Date | null>`max(${habilitations.changedAt})`.mapWith(habilitations.changedAt),
    })
    .from(habilitations)
    .where(eq(habilitations.organizationSiret, siret))
  return row?.last && row.last > now ? row.last : now
}

/** They were told that everything would be erased. */
async function tellOfReopening(
  { outbox, config }: Services,
  tx: Db,
  { siret, name }: Collectivite,
): Promise<void> {
  const link = new URL(deskPath(siret), config.publicUrl).href
  await tellGestionnaires(outbox, tx, siret, reopeningMail({ collectivite: name, link }))
}

async function tellOfClosing({ outbox, config }: Services, tx: Db, siret: string): Promise<void> {
  const collectivite = await findCollectivite(tx, siret)
  if (!collectivite?.deskUntil) return
  const content = closingMail({
    collectivite: collectivite.name,
    days: EXPORT_DAYS,
    day: formatDay(localDay(collectivite.deskUntil, collectivite.timeZone)),
    link: new URL(deskPath(siret), config.publicUrl).href,
  })
  await tellGestionnaires(outbox, tx, siret, content)
}
