import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import { createCallBudget } from '#src/limits/call-budget.js'
import { createTestDatabase } from '../support/postgres.js'

const MINUTE = 60_000
const NODES = 3

test('three processes that want more than they may never make 900 calls in any minute', async () => {
  const database = await createTestDatabase('owner')
  const nodes = await Promise.all(Array.from({ length: NODES }, () => connect(database.config)))
  const taken: number[] = []
  const ends = performance.now() + 1.2 * MINUTE
  await Promise.all(
    nodes.map(async ({ db }) => {
      const budget = createCallBudget(db)
      while (performance.now() < ends) {
        const pause = await budget.take()
        if (pause === 0) taken.push(performance.now())
        else await wait(pause)
      }
    }),
  )
  taken.sort((a, b) => a - b)
  const inAMinute = taken.map((from) => taken.filter((at) => at >= from && at < from + MINUTE).length)
  expect(Math.max(...inAMinute)).toBeLessThanOrEqual(900)
  expect(Math.max(...inAMinute)).toBeGreaterThan(700)
  for (const node of nodes) await node.close()
  await database.drop()
})
