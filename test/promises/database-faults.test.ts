import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import postgres, { type Sql } from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { isUnavailable } from '#src/db/unavailable.js'
import { type FaultyLine, openFaultyLine } from '../support/faulty-line.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { createRandom } from '../support/seeded.js'

const CONNECTIONS = 10
let server: TestDatabase<{ url: string }>
let owner: Sql
let line: FaultyLine
let database: Database

beforeEach(async () => {
  server = await createTestDatabase('owner', { empty: true })
  owner = postgres(server.config.url, { max: 1 })
  await owner`create table halves (id int, half text)`
  await owner`grant all on halves to qf_app`
  line = await openFaultyLine(server.config.url)
  database = await connect({ url: line.url })
})
afterEach(async () => {
  await database.close()
  await line.close()
  await owner.end()
  await server.drop()
})

const answer = async () => rowsOf<{ n: number }>(await database.db.execute(sql`select 1 as n`))[0]?.n
const together = <T>(times: number, ask: (at: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: times }, (_, at) => ask(at)))
const reasonsOf = (settled: PromiseSettledResult<unknown>[]) =>
  settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))

/** Two statements that no connection has met before: the second waits in the program until the first is known. */
function writeBoth(id: number, half = (): Promise<void> => Promise.resolve()): Promise<number> {
  return database.db.transaction(async (tx) => {
    const first = tx.execute(sql.raw(`insert into halves values (${id}, 'first') -- ${id}`))
    const second = tx.execute(sql`insert into halves values (${id}, ${'second'}) ${sql.raw(`-- ${id}`)}`)
    await Promise.all([first, second, half()])
    return id
  })
}
const written = async () => {
  const rows = await owner<{ id: number; halves: number }[]>`
    select id, count(*)::int as halves from halves group by id order by id`
  return rows.map(({ id, halves }) => [id, halves])
}

test('whoever was refused a hundred times is let in when the server is back', async () => {
  expect(await answer()).toBe(1)
  await line.refuse()
  const refused = reasonsOf(await together(100, answer))
  expect(refused).toHaveLength(100)
  expect(refused.every(isUnavailable)).toBe(true)
  await line.mend()
  expect(await answer()).toBe(1)
})

test('nobody sees a server that is back in a moment', async () => {
  await together(CONNECTIONS, answer)
  await line.refuse()
  await wait(200)
  const asked = together(50, answer)
  await wait(1_000)
  await line.mend()
  expect(reasonsOf(await asked)).toEqual([])
})

test('connections reset at any packet: each transaction is whole or not there, and none hangs', async () => {
  const { below } = createRandom(11)
  line.cutAtRandom(0.04, () => below(1_000_000) / 1_000_000)
  const committed: number[] = []
  for (let round = 0; round < 10; round++) {
    const settled = await together(40, (at) => writeBoth(1 + round * 40 + at))
    for (const one of settled) if (one.status === 'fulfilled') committed.push(one.value)
    const failed = reasonsOf(settled)
    expect(failed.filter((error) => !isUnavailable(error))).toEqual([])
  }
  await line.mend()
  const rows = await written()
  // Else nothing was tried.
  expect(committed.length).toBeGreaterThan(20)
  expect(committed.length).toBeLessThan(380)
  expect(rows.filter(([, halves]) => halves !== 2)).toEqual([])
  const ids = new Set(rows.map(([id]) => id))
  expect(committed.filter((id) => !ids.has(id))).toEqual([])
  expect(await answer()).toBe(1)
})

test('a commit whose answer is lost is told as unknown, whether it took place or not', async () => {
  for (const [id, when] of [
    [1, 'sent'],
    [2, 'unsent'],
  ] as const) {
    line.cutAtCommit(when)
    const failure = await writeBoth(id).catch((error: unknown) => error)
    expect(isUnavailable(failure)).toBe(true)
    expect(failure).toMatchObject({ code: 'DATABASE_CONNECTION_LOST' })
  }
  expect(line.commitsCut()).toBe(2)
  expect(await written()).toEqual([[1, 2]])
})

test('ten questions that are never answered keep nobody out once the server answers again', async () => {
  await together(CONNECTIONS, answer)
  line.stall()
  let unanswered = CONNECTIONS
  const stuck = together(CONNECTIONS, () => answer().finally(() => unanswered--))
  await wait(100)
  await line.mend()
  expect(reasonsOf(await together(50, answer))).toEqual([])
  expect(unanswered).toBe(CONNECTIONS)
  line.cut()
  expect(reasonsOf(await stuck).every(isUnavailable)).toBe(true)
})

test('a connection that is slow before it is open is nothing but slow', async () => {
  line.stall()
  const asked = answer()
  await wait(100)
  // The process is busy meanwhile: it looks at the clock late.
  for (const until = performance.now() + 2_200; performance.now() < until; );
  await line.mend()
  expect(await asked).toBe(1)
})

test('what goes on after its transaction has failed stands in no other', async () => {
  let late: Promise<unknown> = Promise.resolve()
  const half = async () => {
    late = wait(300).then(() => lateTx?.execute(sql`insert into halves values (9, 'late')`))
    late.catch(() => {})
    throw new Error('The other half')
  }
  let lateTx: Pick<Database['db'], 'execute'> | undefined
  await expect(
    database.db.transaction(async (tx) => {
      lateTx = tx
      await half()
    }),
  ).rejects.toThrow('The other half')
  await writeBoth(1, () => wait(600))
  await expect(late).rejects.toThrow()
  expect(await written()).toEqual([[1, 2]])
})

test('of statements that leave together the one that failed says why, not those behind it', async () => {
  const asked = database.db.transaction(async (tx) => {
    const told = async () => {
      await tx.execute(sql`select 1/${0}::int`).catch(async (error) => {
        // It comes late to whoever listens.
        await wait(50)
        throw error
      })
    }
    await Promise.all([told(), tx.execute(sql`select 1`), tx.execute(sql`select 2`)])
  })
  await expect(asked).rejects.toMatchObject({ code: '22012' })
})

test('a refusal of what was asked is no outage', async () => {
  const failures = await together(3, async (at) =>
    database.db.execute(sql.raw(['select 1/0', 'select nothing', `select 'x'::int`][at] ?? '')),
  )
  expect(reasonsOf(failures).map(isUnavailable)).toEqual([false, false, false])
  expect(isUnavailable(Object.assign(new Error(), { name: 'PostgresError', code: '53100' }))).toBe(true)
  expect(isUnavailable(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBe(false)
})
