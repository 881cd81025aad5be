import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readConfig } from '#src/config.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { createLog } from '#src/log.js'
import { openService } from '#src/onboarding/open-service.js'
import { start } from '#src/start.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService } from '../support/service.js'

test('however many workers run, heads are logged once a night', async () => {
  const service = await startTestService()
  const others = await Promise.all([1, 2].map(() => startWorker(service.environment, service.logs)))
  const { db, safe } = service.services
  try {
    await openService(safe, { siret: FAY_AUX_LOGES, retentionDays: 90 }, 'service')
    // A night is a minute here.
    const began = Date.now()
    await db.execute(sql`update pgboss.schedule set cron = '* * * * *' where name = 'nightly'`)
    while (headsIn(service.logs) < 2) await wait(200)
    await db.execute(sql`delete from pgboss.schedule where name = 'nightly'`)
    await wait(10_000)
    // The night of the next minute may have been asked for before.
    await expect.poll(() => nightsToDo(db), { timeout: 60_000 }).toBe(0)
    const [row] = rowsOf<{ nights: number }>(
      await db.execute(sql`select count(*)::int as nights from pgboss.job where name = 'nightly'`),
    )
    expect(headsIn(service.logs)).toBe(row?.nights)
    expect(row?.nights).toBeLessThanOrEqual(Math.ceil((Date.now() - began) / 60_000) + 1)
  } finally {
    await Promise.all(others.map((other) => other.close()))
    await service.close()
  }
}, 300_000)

async function nightsToDo(db: Db): Promise<number | undefined> {
  const [row] = rowsOf<{ nights: number }>(
    await db.execute(sql`
      select count(*)::int as nights from pgboss.job
      where name in ('nightly', '__pgboss__send-it') and state < 'completed'`),
  )
  return row?.nights
}

function startWorker(environment: Record<string, string>, logs: string[]) {
  const log = createLog('info', { write: (line) => logs.push(line) })
  return start(readConfig({ ...environment, PORT: '0' }), { log }, { web: false, worker: true })
}

/** How often the head of the one collectivité was logged. */
function headsIn(logs: string[]): number {
  return logs.filter((line) => JSON.parse(line).event === 'audit head').length
}
