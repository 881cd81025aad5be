import { and, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import { deskUntilOf, EXPORT_DAYS } from '#src/collectivite/closing.js'
import type { Db } from '#src/db/database.js'
import {
  collectivites,
  contacts,
  dataKeys,
  deliveries,
  exports as files,
  hubeeCases,
  hubeeFolders,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
  submissions,
} from '#src/db/schema.js'
import { describeError } from '#src/log.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

const DAY = 86_400_000
/** Whole rows, beside the transmissions. */
const ERASED = [mails, deliveries, files, contacts, invitations, refusedOrigins, hubeeFolders, hubeeCases]
// A statement must end in time, and some have files of fifteen megabytes.
const TRANSMISSIONS_AT_ONCE = 100

/**
 * Erases what collectivités held that were closed 30 days ago, once for each; one that fails does not stop the others.
 */
export async function eraseClosed({ safe, log }: Pick<OnboardingServices, 'safe' | 'log'>): Promise<void> {
  const { siret, state, decision, decidedAt, erasedAt } = collectivites
  const closedBefore = new Date(safe.now().getTime() - EXPORT_DAYS * DAY)
  const due = await safe.db
    .select({ siret })
    .from(collectivites)
    .where(
      and(eq(state, 'fermée'), eq(decision, 'fermeture'), lte(decidedAt, closedBefore), isNull(erasedAt)),
    )
  for (const { siret } of due)
    await erase(safe, siret).catch((error) =>
      log.error('closed collectivité not erased', { siret, ...describeError(error) }),
    )
}

function erase(safe: OnboardingServices['safe'], siret: string): Promise<void> {
  return changeAccess(safe, siret, async (tx, note) => {
    const now = safe.now()
    const [row] = await tx.select().from(collectivites).where(eq(collectivites.siret, siret))
    // Opened again, or erased by another process, meanwhile.
    const due = row && !row.erasedAt ? deskUntilOf(row) : null
    if (!due || due > now) return
    while (await eraseSome(tx));
    for (const table of ERASED) await tx.delete(table).where(eq(table.siret, siret))
    await forgetPeople(tx, now)
    await tx
      .update(collectivites)
      .set({
        erasedAt: now,
        // Free words, which may name somebody.
        contact: null,
        mailFailedAt: null,
        mailFrequency: null,
        mailContent: 'avis',
        mailSince: null,
        mailDueAt: null,
        deliversToHubee: false,
        hubeeFailedAt: null,
        accessConfirmedAt: null,
        accessRemindedDays: null,
      })
      .where(eq(collectivites.siret, siret))
    await note('service', 'effacement')
    // Last: from here on whatever was overlooked, or lies elsewhere without this key, is noise.
    await tx.delete(dataKeys).where(eq(dataKeys.siret, siret))
  })
}

/** @returns whether there were any */
async function eraseSome(tx: Db): Promise<boolean> {
  const { id } = submissions
  const some = tx.select({ id }).from(submissions).limit(TRANSMISSIONS_AT_ONCE)
  return (await tx.delete(submissions).where(inArray(id, some)).returning({ id })).length > 0
}

/**
 * Nobody has access any more. Names of agents stay as long as the trace that names them; who never came, and the
 * addresses of deliveries, do not. Inside `changeAccess`.
 */
async function forgetPeople(tx: Db, now: Date): Promise<void> {
  const { acceptedAt, requestedAt, leftAt, proConnectSub } = members
  await tx.delete(members).where(and(isNull(acceptedAt), isNull(requestedAt)))
  await tx.update(members).set({ leftAt: now }).where(isNull(leftAt))
  await tx.update(members).set({ proConnectSub: null }).where(isNotNull(proConnectSub))
  await tx.update(recipients).set({ removedAt: now, tokenHash: null }).where(isNull(recipients.removedAt))
  await tx.update(recipients).set({ email: '' })
}
