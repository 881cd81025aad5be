import { afterAll, beforeAll, expect, test } from 'vitest'
import { logHeads } from '#src/audit/log-heads.js'
import { createLog } from '#src/log.js'
import { openChains, type TestChains } from '../../test/support/chains.js'
import { fixedClock } from '../../test/support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../../test/support/named.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'
import { openTestSafe, type TestSafe } from '../../test/support/safe.js'

const now = fixedClock('2026-11-20T01:23:00Z')
let database: TestDatabase
let safe: TestSafe
let chains: TestChains

beforeAll(async () => {
  database = await createTestDatabase('owner')
  safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI], now)
  chains = openChains(safe)
})
afterAll(async () => {
  await chains?.close()
  await safe?.database.close()
  await database?.drop()
})

async function logged(): Promise<string[]> {
  const lines: { siret?: string; seq: number; event: string; mac: string }[] = []
  await logHeads({
    db: safe.db,
    log: createLog('info', { write: (line) => lines.push(JSON.parse(line)) }),
    now,
  })
  for (const { event, mac } of lines)
    expect([event, mac]).toEqual(['audit head', expect.stringMatching(/^[0-9a-f]{64}$/)])
  return lines.map(({ siret, seq }) => `${siret ?? 'operators'} ${seq}`)
}

test('heads of chains that grew in the last days are logged, and on the first of the month all', async () => {
  expect(await logged(), 'chains without a line have no head').toEqual([])
  await chains.write(FAY_AUX_LOGES, ['2026-11-02T09:00:00Z', '2026-11-19T09:00:00Z'])
  await chains.write(CALVI, ['2026-11-02T09:00:00Z'])
  await chains.act(['2026-11-19T09:00:00Z'])
  expect(await logged()).toEqual(['operators 1', `${FAY_AUX_LOGES} 2`])
  now.moveTo('2026-11-22T01:23:00Z')
  expect(await logged(), 'once more, should a night have been missed').toEqual([
    'operators 1',
    `${FAY_AUX_LOGES} 2`,
  ])
  now.moveTo('2026-11-23T01:23:00Z')
  expect(await logged()).toEqual([])
  now.moveTo('2026-12-01T01:23:00Z')
  expect(await logged()).toEqual(['operators 1', `${CALVI} 1`, `${FAY_AUX_LOGES} 2`])
})
