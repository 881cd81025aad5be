import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'

export type QueueFigures = { queue: string; ready: number; oldestSeconds: number; scheduled: number }

/** What waits in each queue, also in those in which nothing does; the library's own are left out. */
export async function readQueues(tx: Db): Promise<QueueFigures[]> {
  const rows = rowsOf<Record<'name' | 'ready' | 'oldest' | 'scheduled', unknown>>(
    await tx.execute(sql`
      select q.name, coalesce(j.ready, 0) as ready, coalesce(j.oldest, 0)::float8 as oldest, coalesce(j.scheduled, 0) as scheduled
        from pgboss.queue q left join (
          select name,
              count(*) filter (where start_after <= now()) as ready,
              count(*) filter (where start_after > now()) as scheduled,
              extract(epoch from now() - min(start_after) filter (where start_after <= now())) as oldest
            from pgboss.job where state < 'active' group by name
        ) j on j.name = q.name
        where q.name not like '\\_\\_%' order by q.name`),
  )
  return rows.map(({ name, ready, oldest, scheduled }) => ({
    queue: String(name),
    ready: Number(ready),
    oldestSeconds: Number(oldest),
    scheduled: Number(scheduled),
  }))
}
