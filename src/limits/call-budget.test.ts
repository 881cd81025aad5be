import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rateLimits } from '#src/db/schema.js'
import { createCallBudget } from '#src/limits/call-budget.js'
import { removeExpiredCounts } from '#src/limits/limiter.js'
import { createRefreshLimit } from '#src/limits/refresh-limit.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../../test/support/postgres.js'

describe.each<DatabaseKind>(['owner', 'pglite'])('limits, on %s', (kind) => {
  let testDatabase: TestDatabase
  let nodes: Database[]

  beforeAll(async () => {
    testDatabase = await createTestDatabase(kind)
    const first = await connect(testDatabase.config)
    nodes = kind === 'owner' ? [first, await connect(testDatabase.config)] : [first]
  })
  afterAll(async () => {
    for (const node of nodes ?? []) await node.close()
    await testDatabase?.drop()
  })

  test('all processes together have 56 calls in four seconds, and are told when the next ones come', async () => {
    const budgets = nodes.map(({ db }) => createCallBudget(db))
    const takes = await Promise.all(
      Array.from({ length: 120 }, (_, at) => budgets[at % budgets.length]?.take() ?? 0),
    )
    expect(takes.filter((pause) => pause === 0)).toHaveLength(56)
    expect(Math.max(...takes)).toBeLessThanOrEqual(4_000)
  })

  test('a hold stops every process, for as long and not for ever', async () => {
    const budgets = nodes.map(({ db }) => createCallBudget(db))
    await budgets[0]?.hold(0)
    expect(await budgets[0]?.take()).toBeLessThanOrEqual(4_000)
    await budgets[0]?.hold(10 * 3_600_000)
    expect(await budgets.at(-1)?.take()).toBeLessThanOrEqual(3_600_000)
    await budgets[0]?.hold(60_000)
    expect(await budgets.at(-1)?.take()).toBeGreaterThan(50_000)
  })

  test('a person asks anew once a day, unless it led to nothing', async () => {
    const limit = createRefreshLimit(nodes[0]?.db ?? expect.unreachable())
    const person = Buffer.from('a hash')
    expect([await limit.take(person), await limit.take(person)]).toEqual([true, false])
    const another = Buffer.from('another hash')
    expect([await limit.take(another), await limit.take(another)]).toEqual([true, false])
    await limit.giveBack(another)
    expect(await limit.take(another)).toBe(true)
  })

  test('counts that are over are removed', async () => {
    const { db } = nodes[0] ?? expect.unreachable()
    expect(await db.$count(rateLimits)).toBeGreaterThan(0)
    await removeExpiredCounts(db, new Date(Date.now() + 2 * 86_400_000))
    expect(await db.$count(rateLimits)).toBe(0)
  })
})
