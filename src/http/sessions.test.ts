import { eq, lte } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { sessions as table } from '#src/db/schema.js'
import { createSessions, type Sessions } from '#src/http/sessions.js'
import { fixedClock } from '../../test/support/clock.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../../test/support/postgres.js'

const clock = fixedClock('2026-11-26T10:00:00Z')
const inOneHour = () => new Date(clock().getTime() + 3_600_000)

describe.each<DatabaseKind>(['owner', 'pglite'])('sessions, on %s', (kind) => {
  let testDatabase: TestDatabase
  let database: Database
  let sessions: Sessions<{ name: string }>

  beforeAll(async () => {
    testDatabase = await createTestDatabase(kind)
    database = await connect(testDatabase.config)
    sessions = createSessions(database.db, 'resident', clock)
  })
  afterAll(async () => {
    await database?.close()
    await testDatabase?.drop()
  })

  test('only its token reads a session, and the table alone says nothing', async () => {
    const { token } = await sessions.create({ name: 'MARQUEUR' }, inOneHour())
    expect((await sessions.read(token))?.content).toEqual({ name: 'MARQUEUR' })
    expect(await sessions.read(`${token}x`)).toBeNull()
    expect(await createSessions(database.db, 'agent', clock).read(token)).toBeNull()
    const rows = await database.db.select().from(table)
    const bytes = Buffer.concat(rows.flatMap(({ id, content }) => [id, content]))
    expect(bytes.includes('MARQUEUR')).toBe(false)
    expect(bytes.includes(token)).toBe(false)
  })

  test('of two changes made on the same reading one wins', async () => {
    const session = await sessions.create({ name: 'a' }, inOneHour())
    const changes = await Promise.all([
      sessions.update(session, { name: 'b' }),
      sessions.update(session, { name: 'c' }),
    ])
    expect(changes.toSorted()).toEqual([false, true])
  })

  test('one is left for the next by both at once, or not at all when it changed meanwhile', async () => {
    const begun = await sessions.create({ name: 'a' }, inOneHour())
    const contentWith = (next: string) => ({ name: `led to ${next}` })
    const leave = () =>
      sessions.leave(
        begun,
        { contentWith, expiresAt: inOneHour() },
        { content: { name: 'next' }, expiresAt: inOneHour() },
      )
    const next = await leave()
    expect(next && (await sessions.read(next.token))).toMatchObject({ version: 1, content: { name: 'next' } })
    expect(await sessions.read(begun.token)).toMatchObject({
      version: 2,
      content: { name: `led to ${next?.token}` },
    })
    const before = await database.db.$count(table)
    expect(await leave()).toBeNull()
    expect(await database.db.$count(table)).toBe(before)
  })

  test('an ended or expired session is unknown, and its row goes', async () => {
    const ended = await sessions.create({ name: 'a' }, inOneHour())
    await sessions.end(ended.token)
    expect(await sessions.read(ended.token)).toBeNull()

    const expired = await sessions.create({ name: 'a' }, inOneHour())
    clock.moveBy(3_600_001)
    expect(await sessions.read(expired.token)).toBeNull()
    expect(await sessions.update(expired, { name: 'b' })).toBe(false)
    await sessions.removeExpired()
    expect(await database.db.$count(table, lte(table.expiresAt, clock()))).toBe(0)
  })

  test('a row moved under another token does not open', async () => {
    const mine = await sessions.create({ name: 'mine' }, inOneHour())
    const theirs = await sessions.create({ name: 'theirs' }, inOneHour())
    const rows = await database.db.select().from(table).orderBy(table.expiresAt)
    const [first, second] = rows.slice(-2)
    if (!first || !second) throw new Error('Two sessions expected')
    await database.db.update(table).set({ content: second.content }).where(eq(table.id, first.id))
    const read = await Promise.all([sessions.read(mine.token), sessions.read(theirs.token)])
    expect(read.filter((session) => session === null)).toHaveLength(1)
  })
})
