import { and, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import {
  auditEvents,
  deliveries,
  exports as files,
  invitations,
  mails,
  members,
  recipients,
  refusedOrigins,
} from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import type { Limits } from '#src/ends/limits.js'
import { describeError, type Log } from '#src/log.js'

/** Each inside `asCollectivite`, by what is logged when it fails. */
const PARTS: Record<string, (tx: Db, limits: Limits) => Promise<unknown>> = {
  'exports not forgotten': (tx, { traced }) => tx.delete(files).where(lt(files.createdAt, traced)),
  'deliveries not forgotten': forgetDeliveries,
  'members not forgotten': (tx, { traced }) => {
    const { id, leftAt, requestedAt, acceptedAt } = members
    const unanswered = and(isNull(acceptedAt), lt(requestedAt, traced))
    return tx.delete(members).where(and(or(lt(leftAt, traced), unanswered), isUnnamed('agent', id)))
  },
  'recipients not forgotten': (tx, { traced }) => {
    const { id, removedAt } = recipients
    return tx
      .delete(recipients)
      .where(and(isNotNull(removedAt), lt(removedAt, traced), isUnnamed('adresse', id)))
  },
  'invitations not forgotten': (tx, { links }) =>
    tx.delete(invitations).where(lt(invitations.expiresAt, links)),
  'refused origins not forgotten': (tx, { origins }) =>
    tx.delete(refusedOrigins).where(lt(refusedOrigins.lastSeenAt, origins)),
}

/** Forgets what has reached its end in each collectivité, those that are closed too; no failure stops the rest. */
export async function forgetInCollectivites(
  { db, log }: { db: Db; log: Log },
  limits: Limits,
): Promise<void> {
  const [traced, links, origins] = [limits.traced, limits.links, limits.origins].map(
    (date) => sql`${date.toISOString()}::timestamptz`,
  )
  const sirets = await siretsWith(
    db,
    ({ first, last }) => sql`sirets_with_ends(${first}, ${last}, ${traced}, ${links}, ${origins})`,
  )
  for (const siret of sirets)
    for (const [failure, forget] of Object.entries(PARTS))
      await asCollectivite(db, siret, (tx) => forget(tx, limits)).catch((error) =>
        log.error(failure, { siret, ...describeError(error) }),
      )
}

async function forgetDeliveries(tx: Db, { traced }: Limits): Promise<void> {
  const old = tx.select({ id: deliveries.id }).from(deliveries).where(lt(deliveries.createdAt, traced))
  await tx.delete(mails).where(inArray(mails.deliveryId, old))
  await tx.delete(deliveries).where(lt(deliveries.createdAt, traced))
}

// A line of the trace that is still there is read with its name.
function isUnnamed(kind: 'agent' | 'adresse', id: typeof members.id | typeof recipients.id): SQL {
  const name = sql`${`${kind}:`}::text || ${id}`
  return sql`not exists (select from ${auditEvents}
    where ${auditEvents.actor} = ${name} or ${name} = any(${auditEvents.references}))`
}
