import { eq } from 'drizzle-orm'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Membership } from '#src/collectivite/members.js'
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
  const { siret, timeZone, mailSince, mailFrequency: before } = collectivite
  return changeAccess(safe, siret, async (tx, note) => {
    const now = safe.now()
    const hasPeriods = mailFrequency !== null && mailFrequency !== 'transmission'
    const mailDueAt = hasPeriods ? nextPeriodEnd(mailFrequency, now, timeZone) : null
    await tx
      .update(collectivites)
      .set({
        mailFrequency,
        mailContent,
        // Switched off for a while, nothing that arrives meanwhile is lost.
        mailSince: mailSince ?? (mailFrequency ? now : null),
        ...(mailFrequency === before ? {} : { mailDueAt }),
      })
      .where(eq(collectivites.siret, siret))
    await note(`agent:${id}`, 'réglages')
    if (mailFrequency === 'transmission') await jobs.send(tx, 'deliveries', { siret })
  })
}

/** DINUM decides whether files may go to addresses of free-mail providers: many a small mairie has no other. */
export async function allowFreeMail(
  safe: DeliveryServices['safe'],
  siret: string,
  word: string,
): Promise<'allowed' | 'forbidden' | 'yes-or-no' | 'unknown-collectivite'> {
  if (word !== 'yes' && word !== 'no') return 'yes-or-no'
  if (!(await findCollectivite(safe.db, siret))) return 'unknown-collectivite'
  return changeAccess(safe, siret, async (tx, note) => {
    await tx
      .update(collectivites)
      .set({ freeMailAllowed: word === 'yes' })
      .where(eq(collectivites.siret, siret))
    await note('service', 'réglages')
    return word === 'yes' ? 'allowed' : 'forbidden'
  })
}
