import { and, eq, sql } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { changedSettings } from '#src/collectivite/changed-settings.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { forgetRefusedOrigins } from '#src/collectivite/refused-origins.js'
import { RETURN_ORIGINS_AT_MOST } from '#src/collectivite/return-origins.js'
import { collectivites } from '#src/db/schema.js'

/** What a gestionnaire decides; name, département and time zone are not hers. */
export type Settings = Pick<
  Collectivite,
  | 'services'
  | 'contact'
  | 'counter'
  | 'asksDeclaredFields'
  | 'otherWays'
  | 'acceptsWithoutFranceConnect'
  | 'returnOrigins'
  | 'retentionDays'
>

/** Saves them all, with a line of the trace if one is new; of two who save at once the last one wins. */
export function saveSettings(
  trace: AccessTrace,
  siret: string,
  settings: Settings,
  actor: Actor,
): Promise<void> {
  const { counter, ...columns } = settings
  return changeAccess(trace, siret, async (tx, note) => {
    const before = await findCollectivite(tx, siret)
    const changed = before ? changedSettings(before, settings) : []
    await tx
      .update(collectivites)
      .set({ ...columns, counterAddress: counter.address, counterHours: counter.hours })
      .where(eq(collectivites.siret, siret))
    await forgetRefusedOrigins(tx, settings.returnOrigins)
    if (changed.length > 0) await note(actor, 'réglages', ...changed)
  })
}

/** Adds one origin to those to which residents may be sent back, once. */
export function allowReturnOrigin(
  trace: AccessTrace,
  siret: string,
  origin: string,
  actor: Actor,
): Promise<'allowed' | 'full'> {
  const { returnOrigins } = collectivites
  return changeAccess(trace, siret, async (tx, note) => {
    const before = await findCollectivite(tx, siret)
    if (before?.returnOrigins.includes(origin)) return 'allowed'
    const added = await tx
      .update(collectivites)
      .set({ returnOrigins: sql`array_append(${returnOrigins}, ${origin})` })
      .where(
        and(eq(collectivites.siret, siret), sql`cardinality(${returnOrigins}) < ${RETURN_ORIGINS_AT_MOST}`),
      )
      .returning({ returnOrigins })
    const [now] = added
    if (!before || !now) return 'full'
    await forgetRefusedOrigins(tx, [origin])
    await note(actor, 'réglages', ...changedSettings(before, now))
    return 'allowed'
  })
}
