import { and, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { accessDueAt, type ReminderDays, reminderFor } from '#src/collectivite/access/due.js'
import type { Membership } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, members } from '#src/db/schema.js'

const DAY = 86_400_000
// Nothing is due before 18 months, and the first reminder comes 30 days before: 17 months are surely short of both.
const SURELY_NOT_DUE = 500 * DAY

/** A gestionnaire says that the list is right: 18 months begin. True when it was due; a second click finds nothing. */
export function confirmAccess(
  trace: AccessTrace,
  { id, collectivite: { siret } }: Membership,
): Promise<boolean> {
  return changeAccess(trace, siret, async (tx, note) => {
    const now = trace.now()
    const [row] = await tx.select().from(collectivites).where(eq(collectivites.siret, siret))
    if (!row || reminderFor(await dueOf(tx, row), now) === null) return false
    await tx
      .update(collectivites)
      .set({ accessConfirmedAt: now, accessRemindedDays: null })
      .where(eq(collectivites.siret, siret))
    await note(`agent:${id}`, 'confirmation des accès')
    return true
  })
}

export type AccessReminder = { siret: string; days: ReminderDays; dueAt: Date }

/** Collectivités that may have to be reminded; each then has to be taken. */
export async function siretsPerhapsDue(db: Db, now: Date): Promise<string[]> {
  const { accessConfirmedAt, accessRemindedDays, createdAt, state, siret } = collectivites
  const before = new Date(now.getTime() - SURELY_NOT_DUE)
  const rows = await db
    .select({ siret })
    .from(collectivites)
    .where(
      and(
        ne(state, 'fermée'),
        lt(createdAt, before),
        or(isNull(accessConfirmedAt), lt(accessConfirmedAt, before)),
        or(isNull(accessRemindedDays), gt(accessRemindedDays, 0)),
      ),
    )
  return rows.map((row) => row.siret)
}

/** Takes the reminder of the day, if there is one, which no other process then gets. */
export function takeReminder(
  db: Db,
  siret: string,
  now: Date,
  tell: (tx: Db, reminder: AccessReminder) => Promise<void>,
): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    const [row] = await tx.select().from(collectivites).where(eq(collectivites.siret, siret))
    const dueAt = row ? await dueOf(tx, row) : null
    const days = reminderFor(dueAt, now)
    if (!dueAt || days === null) return
    const taken = await tx
      .update(collectivites)
      .set({ accessRemindedDays: days })
      .where(and(eq(collectivites.siret, siret), notRemindedOf(days)))
      .returning({ siret: collectivites.siret })
    if (taken.length === 1) await tell(tx, { siret, days, dueAt })
  })
}

function notRemindedOf(days: ReminderDays) {
  return or(isNull(collectivites.accessRemindedDays), gt(collectivites.accessRemindedDays, days))
}

async function dueOf(tx: Db, row: { accessConfirmedAt: Date | null }): Promise<Date | null> {
  const [{ first } = { first: null }] = await tx
    .select({ first: sql<Date | null>`min(${members.acceptedAt})`.mapWith(members.acceptedAt) })
    .from(members)
    .where(eq(members.role, 'gestionnaire'))
  return accessDueAt(row, first)
}
