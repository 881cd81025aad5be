import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { submissions } from '#src/db/schema.js'
import type { Origin } from '#src/submission/content.js'

export type Selection = { where?: SQL | undefined; newestFirst?: boolean; limit: number }

/** A transmission as it is kept, with the one before of the same person; moments in milliseconds. */
export type SealedRow = {
  id: string
  reference: string
  created: number
  origin: Origin
  opened: number | null
  exported: number | null
  treated: number | null
  example: boolean
  envelope: Uint8Array
  beforeId: string | null
  beforeReference: string
  beforeCreated: number
  beforeOpened: number | null
  beforeEnvelope: Uint8Array
}

const { createdAt, openedAt, exportedAt, treatedAt } = submissions
const milliseconds = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000)::float8`

/**
 * Reads the selected rows, and no column more. By hand: a file has 100 000, and mapping them costs more than opening. The
 * one before is looked up by its id for each row that is chosen: a plan that was made for a small collectivité, and kept
 * on the connection, would compare all rows of a large one with each other.
 */
export async function selectSealed(tx: Db, { where, newestFirst, limit }: Selection): Promise<SealedRow[]> {
  const { id, reference, origin, example, envelope, previousId } = submissions
  const direction = sql.raw(newestFirst ? 'desc' : 'asc')
  const order = sql`order by ${createdAt} ${direction}, ${id} ${direction}`
  return rowsOf<SealedRow>(
    await tx.execute(sql`
      select ${id}, ${reference}, ${origin}, ${example}, ${envelope}, ${milliseconds(sql`${createdAt}`)} as created,
        ${milliseconds(sql`${openedAt}`)} as opened, ${milliseconds(sql`${exportedAt}`)} as exported,
        ${milliseconds(sql`${treatedAt}`)} as treated,
        previous.id as "beforeId", previous.reference as "beforeReference", previous.envelope as "beforeEnvelope",
        ${milliseconds(sql`previous.created_at`)} as "beforeCreated",
        ${milliseconds(sql`previous.opened_at`)} as "beforeOpened"
      from (select * from ${submissions} where ${where ?? sql`true`} ${order} limit ${limit}) submissions
      left join lateral (select * from ${submissions} earlier where earlier.id = ${previousId} limit 1) previous on true
      ${order}`),
  )
}
