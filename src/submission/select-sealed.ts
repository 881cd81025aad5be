import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { submissions } from '#src/db/schema.js'
import { textArray } from '#src/db/text-array.js'
import type { Origin } from '#src/submission/content.js'

export type Selection = { where?: SQL | undefined; newestFirst?: boolean; limit: number }

/** What of a transmission is shown beside the next one of the same person; moments in milliseconds. */
export type SealedBefore = {
  id: string
  reference: string
  created: number
  opened: number | null
  /** In base64. */
  envelope: string
}
/** A transmission as it is kept, with the one before of the same person. */
export type SealedRow = SealedBefore & {
  origin: Origin
  exported: number | null
  treated: number | null
  example: boolean
  before: SealedBefore | null
}

const { id, reference, createdAt, openedAt, exportedAt, treatedAt, origin, example, previousId } = submissions
const milliseconds = (moment: SQL) => sql`round(date_part('epoch', ${moment}) * 1000)`
const OF_BOTH = sql`${id}, ${reference}, ${milliseconds(sql`${createdAt}`)} as created,
  ${milliseconds(sql`${openedAt}`)} as opened, encode(${submissions.envelope}, 'base64') as envelope`

/**
 * Reads the selected rows, and no column more. By hand: a file has 100 000, and mapping them, their bytes in hexadecimal
 * digits, costs more than opening. Those before are read by their ids, where there are any: in one statement a plan that
 * was made for a small collectivité, and kept on the connection, would compare all rows of a large one with each other.
 */
export async function selectSealed(tx: Db, { where, newestFirst, limit }: Selection): Promise<SealedRow[]> {
  const direction = sql.raw(newestFirst ? 'desc' : 'asc')
  const rows = rowsOf<Omit<SealedRow, 'before'> & { previousId: string | null }>(
    await tx.execute(sql`
      select ${OF_BOTH}, ${origin}, ${example}, ${previousId} as "previousId",
        ${milliseconds(sql`${exportedAt}`)} as exported, ${milliseconds(sql`${treatedAt}`)} as treated
      from ${submissions} where ${where ?? sql`true`}
      order by ${createdAt} ${direction}, ${id} ${direction} limit ${limit}`),
  )
  const before = await selectBefore(tx, new Set(rows.flatMap((row) => row.previousId ?? [])))
  return rows.map((row) => Object.assign(row, { before: before.get(row.previousId ?? '') ?? null }))
}

async function selectBefore(tx: Db, ids: Set<string>): Promise<Map<string, SealedBefore>> {
  if (ids.size === 0) return new Map()
  const found = rowsOf<SealedBefore>(
    await tx.execute(
      sql`select ${OF_BOTH} from ${submissions} where ${id} = any(${textArray([...ids])}::uuid[])`,
    ),
  )
  return new Map(found.map((row) => [row.id, row]))
}
