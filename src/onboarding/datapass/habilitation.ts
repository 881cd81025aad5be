import { eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import { type Folded, foldEvents } from '#src/onboarding/datapass/fold-events.js'

export type WaitsFor = NonNullable<(typeof habilitations.$inferSelect)['waitsFor']>

/** Where a demande stands by all that arrived until now. */
export async function foldDemande(db: Db, demande: number): Promise<Folded> {
  const { envelope: _, ...facts } = getTableColumns(datapassEvents)
  const events = await db.select(facts).from(datapassEvents).where(eq(datapassEvents.modelId, demande))
  const [row] = await db
    .select({ acceptedSiret: habilitations.acceptedSiret })
    .from(habilitations)
    .where(eq(habilitations.id, demande))
  return foldEvents(events, row?.acceptedSiret ?? null)
}

/** Writes down where it stands, for the console and for the state of the collectivité. */
export async function saveHabilitation(
  db: Db,
  demande: number,
  { definition, organizationSiret, requestState, active, changedAt, transferSiret }: Folded,
  { waitsFor, now }: { waitsFor: WaitsFor | null; now: Date },
): Promise<void> {
  const row = {
    definition,
    organizationSiret,
    requestState,
    active,
    changedAt,
    transferSiret,
    waitsFor,
    updatedAt: now,
  }
  await db
    .insert(habilitations)
    .values({ id: demande, ...row })
    .onConflictDoUpdate({ target: habilitations.id, set: row })
}
