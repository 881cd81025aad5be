import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'

const PATIENCE = 30_000

/** Waits until no job is in hand, and none waits that may be done now. */
export async function settle(db: Db): Promise<void> {
  const started = Date.now()
  while ((await jobsToDo(db)) > 0) {
    if (Date.now() - started > PATIENCE) throw new Error('The queue does not come to rest')
    await wait(20)
  }
}

async function jobsToDo(db: Db): Promise<number> {
  const [row] = rowsOf<{ jobs: number }>(
    await db.execute(sql`select count(*)::int as jobs from pgboss.job
      where name in ('mails', 'deliveries', 'folders', 'subscriptions', 'datapass', 'openings') and state < 'completed' and (state = 'active' or start_after <= now())`),
  )
  return row?.jobs ?? 0
}
