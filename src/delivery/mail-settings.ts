import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { changedSettings } from '#src/collectivite/changed-settings.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Membership } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { collectivites } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { nextPeriodEnd } from '#src/delivery/periods.js'

export type MailSettings = Pick<Collectivite, 'mailFrequency' | 'mailContent'>

/** Chooses when mails leave and what they carry, with a line of the trace. What arrived before the first choice leaves by none. */
export function saveMailSettings(
  { safe, jobs }: Pick<DeliveryServices, 'safe' | 'jobs'>,
  { id, collectivite }: Membership,
  { mailFrequency, mailContent }: MailSettings,
): Promise<void> {
  const { siret, timeZone } = collectivite
  return changeAccess(safe, siret, async (tx, note) => {
    const now = safe.now()
    const before = (await findCollectivite(tx, siret)) ?? collectivite
    const { mailSince } = before
    const hasPeriods = mailFrequency !== null && mailFrequency !== 'transmission'
    const mailDueAt = hasPeriods ? nextPeriodEnd(mailFrequency, now, timeZone) : null
    await tx
      .update(collectivites)
      .set({
        mailFrequency,
        mailContent,
        // Switched off for a while, nothing that arrives meanwhile is lost.
        mailSince: mailSince ?? (mailFrequency ? now : null),
        ...(mailFrequency === before.mailFrequency ? {} : { mailDueAt }),
      })
      .where(eq(collectivites.siret, siret))
    const changed = changedSettings(before, { mailFrequency, mailContent })
    if (changed.length > 0) await note(`agent:${id}`, 'réglages', ...changed)
    if (mailFrequency === 'transmission') await jobs.send(tx, 'deliveries', { siret })
  })
}

/**
 * DINUM decides whether files may go to addresses of free-mail providers: many a small mairie has no other. Inside
 * `changeAccess`.
 */
export async function allowFreeMail(
  tx: Db,
  note: Note,
  { siret, allowed, actor }: { siret: string; allowed: boolean; actor: Actor },
): Promise<'allowed' | 'forbidden' | 'unchanged'> {
  const before = await findCollectivite(tx, siret)
  if (!before || before.freeMailAllowed === allowed) return 'unchanged'
  await tx.update(collectivites).set({ freeMailAllowed: allowed }).where(eq(collectivites.siret, siret))
  await note(actor, 'réglages', ...changedSettings(before, { freeMailAllowed: allowed }))
  return allowed ? 'allowed' : 'forbidden'
}
