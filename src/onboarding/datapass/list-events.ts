import { and, desc, eq, getTableColumns, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import type { WaitsFor } from '#src/onboarding/datapass/habilitation.js'

/** What of an event is told without opening it. */
export type EventLine = Omit<typeof datapassEvents.$inferSelect, 'envelope'> & {
  /** Whether its content is still there. */
  hasContent: boolean
  /** What the operator has to say about its demande. */
  waitsFor: WaitsFor | null
}
export type EventFilter = {
  /** Of demandes that wait for the operator, not acted upon yet, or of demandes for this service. */
  state: 'waiting' | 'unprocessed' | 'concerned' | null
  event: string | null
  siret: string | null
  demande: number | null
}

const { envelope, ...facts } = getTableColumns(datapassEvents)
const columns = {
  ...facts,
  hasContent: sql<boolean>`${envelope} is not null`,
  waitsFor: habilitations.waitsFor,
}
const WHERE: Record<NonNullable<EventFilter['state']>, SQL> = {
  waiting: isNotNull(habilitations.waitsFor),
  unprocessed: isNull(datapassEvents.processedAt),
  concerned: eq(datapassEvents.concerned, true),
}

/** Events of DataPass, the last to arrive first. @param before the arrival at which the page before ended */
export function listEvents(
  db: Db,
  { state, event, siret, demande }: EventFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<EventLine[]> {
  return db
    .select(columns)
    .from(datapassEvents)
    .leftJoin(habilitations, eq(habilitations.id, datapassEvents.modelId))
    .where(
      and(
        state ? WHERE[state] : undefined,
        event === null ? undefined : eq(datapassEvents.event, event),
        siret === null ? undefined : eq(datapassEvents.organizationSiret, siret),
        demande === null ? undefined : eq(datapassEvents.modelId, demande),
        before === null ? undefined : lt(datapassEvents.arrival, before),
      ),
    )
    .orderBy(desc(datapassEvents.arrival))
    .limit(limit)
}

/** One event; null when there is none of this number. */
export async function findEvent(db: Db, arrival: number): Promise<EventLine | null> {
  const [found] = await db
    .select(columns)
    .from(datapassEvents)
    .leftJoin(habilitations, eq(habilitations.id, datapassEvents.modelId))
    .where(eq(datapassEvents.arrival, arrival))
  return found ?? null
}
