import { eq, sql } from 'drizzle-orm'
import type { Actor, Audit } from '#src/audit/audit.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { forgetRefusedOrigins } from '#src/collectivite/refused-origins.js'
import { RETURN_ORIGINS_AT_MOST } from '#src/collectivite/return-origins.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
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
type Trace = { db: Db; audit: Audit; now: () => Date }

/** Saves them all, with a line of the trace; of two who save at once the last one wins. */
export function saveSettings(trace: Trace, siret: string, settings: Settings, actor: Actor): Promise<void> {
  const { counter, ...columns } = settings
  return withTrace(trace, siret, actor, async (tx) => {
    await tx
      .update(collectivites)
      .set({ ...columns, counterAddress: counter.address, counterHours: counter.hours })
      .where(eq(collectivites.siret, siret))
    await forgetRefusedOrigins(tx, settings.returnOrigins)
    return true
  })
}

/** Adds one origin to those to which residents may be sent back, once. */
export async function allowReturnOrigin(
  trace: Trace,
  siret: string,
  origin: string,
  actor: Actor,
): Promise<'allowed' | 'full'> {
  const { returnOrigins } = collectivites
  await withTrace(trace, siret, actor, async (tx) => {
    const added = await tx
      .update(collectivites)
      .set({ returnOrigins: sql`array_append(${returnOrigins}, ${origin})` })
      .where(
        sql`${collectivites.siret} = ${siret} and not ${origin} = any(${returnOrigins})
          and cardinality(${returnOrigins}) < ${RETURN_ORIGINS_AT_MOST}`,
      )
      .returning({ siret: collectivites.siret })
    if (added.length > 0) await forgetRefusedOrigins(tx, [origin])
    return added.length > 0
  })
  const collectivite = await findCollectivite(trace.db, siret)
  return collectivite?.returnOrigins.includes(origin) ? 'allowed' : 'full'
}

async function withTrace(
  { db, audit, now }: Trace,
  siret: string,
  actor: Actor,
  change: (tx: Db) => Promise<boolean>,
): Promise<void> {
  await asCollectivite(db, siret, async (tx) => {
    const head = await audit.lockHead(tx, siret)
    if (await change(tx)) {
      await audit.append(tx, siret, head, { actor, action: 'réglages', references: [], at: now() })
    }
  })
}
