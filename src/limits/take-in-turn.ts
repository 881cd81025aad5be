import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { rateLimits } from '#src/db/schema.js'
import type { Limit, OnHit } from '#src/limits/limiter.js'

type Turn = { limit: Limit; key: string }
type Count = { at: number; points: number; expire: number | string }

const { points, expire } = rateLimits

/**
 * Takes one point of each, in one statement; where one has none left, those after it lose nothing. Counts as
 * `createLimiter` does, in the same table.
 * @returns 0, or the milliseconds until the first that had none left has some again
 */
export async function takeInTurn(db: Db, turns: Turn[], onHit: OnHit = () => {}): Promise<number> {
  const now = Date.now()
  const steps = turns.map(({ limit, key }, at): SQL => {
    const before =
      at === 0 ? sql`` : sql` from ${name(at - 1)} where points <= ${turns[at - 1]?.limit.points}`
    const row = sql`select ${`${limit.name}:${key}`}, 1, ${now + limit.seconds * 1000}::bigint${before}`
    return sql`${name(at)} as (
      insert into ${rateLimits} (key, points, expire) ${row}
      on conflict (key) do update set
        points = case when ${expire} <= ${now} then 1 else ${points} + 1 end,
        expire = case when ${expire} <= ${now} then excluded.expire else ${expire} end
      returning points, expire)`
  })
  const counted = turns.map(
    (_, at) => sql`select ${sql.raw(String(at))} as at, points, expire from ${name(at)}`,
  )
  const counts = rowsOf<Count>(
    await db.execute(sql`with ${sql.join(steps, sql`, `)} ${sql.join(counted, sql` union all `)}`),
  )
  const spent = counts.find((count) => count.points > (turns[count.at]?.limit.points ?? 0))
  if (!spent) return 0
  const limit = turns[spent.at]?.limit
  if (limit) onHit(limit.name)
  return Math.max(1, Number(spent.expire) - now)
}

function name(at: number): SQL {
  return sql.raw(`turn_${at}`)
}
