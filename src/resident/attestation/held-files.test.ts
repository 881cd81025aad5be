import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { sessions } from '#src/db/schema.js'
import { createHeldFiles } from '#src/resident/attestation/held-files.js'
import { fixedClock } from '../../../test/support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../../../test/support/named.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../../../test/support/postgres.js'

const MINUTE = 60_000
const fileOf = (length: number) => ({
  name: 'mon\nfichier.pdf',
  kind: 'pdf' as const,
  bytes: Buffer.alloc(length, '\n'),
})

describe.each<DatabaseKind>(['owner', 'pglite'])('files that wait, on %s', (kind) => {
  const clock = fixedClock('2026-11-27T10:00:00Z')
  let database: TestDatabase
  let open: Database

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    open = await connect(database.config)
  })
  beforeEach(() => open.db.delete(sessions))
  afterAll(async () => {
    await open?.close()
    await database?.drop()
  })

  test('come back as they were, and take hardly more room than they are large', async () => {
    const held = createHeldFiles(open.db, clock)(FAY_AUX_LOGES)
    const token = (await held.hold(fileOf(100_000))) ?? expect.unreachable()
    expect(await held.read(token)).toEqual(fileOf(100_000))
    const [row] = await open.db.select().from(sessions)
    expect(row?.content.length).toBeLessThan(100_200)
    expect(row?.content.includes('fichier')).toBe(false)
    await held.end(token)
    expect(await held.read(token)).toBeNull()
  })

  test('are unknown on the pages of another collectivité, and stay as they are', async () => {
    const files = createHeldFiles(open.db, clock)
    const [here, elsewhere] = [files(FAY_AUX_LOGES), files(CALVI)]
    const token = (await here.hold(fileOf(9))) ?? expect.unreachable()
    expect(await elsewhere.read(token)).toBeNull()
    await elsewhere.end(token)
    expect(await here.read(token)).toEqual(fileOf(9))
  })

  test('wait for half an hour, and half an hour more when they are prolonged', async () => {
    const held = createHeldFiles(open.db, clock)(FAY_AUX_LOGES)
    const one = (await held.hold(fileOf(9))) ?? expect.unreachable()
    const other = (await held.hold(fileOf(9))) ?? expect.unreachable()
    clock.moveBy(20 * MINUTE)
    await held.prolong(one)
    clock.moveBy(20 * MINUTE)
    expect([await held.read(one), await held.read(other)]).toEqual([fileOf(9), null])
    await held.prolong(other)
    expect(await held.read(other)).toBeNull()
  })

  test.each([
    ['as many files as may', { files: 2, bytes: 1e9 }],
    ['as many bytes as may', { files: 100, bytes: 60_000 }],
  ])('%s: no other does, until some are gone', async (_, most) => {
    const held = createHeldFiles(open.db, clock, most)(FAY_AUX_LOGES)
    const token = await held.hold(fileOf(30_000))
    await held.hold(fileOf(30_000))
    expect(await held.hold(fileOf(30_000))).toBeNull()
    await held.end(token ?? '')
    expect(await held.hold(fileOf(30_000))).not.toBeNull()
    expect(await held.hold(fileOf(30_000))).toBeNull()
    // What is over makes room at once.
    clock.moveBy(31 * MINUTE)
    expect(await held.hold(fileOf(30_000))).not.toBeNull()
    expect(await open.db.$count(sessions)).toBe(1)
  })
})
