import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rateLimits } from '#src/db/schema.js'
import { createLimiter } from '#src/limits/limiter.js'
import { createSignInLimit, type SignInLimit } from '#src/limits/sign-in-limit.js'
import { takeInTurn } from '#src/limits/take-in-turn.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../../test/support/postgres.js'

const [HERE, THERE] = ['21450154200018', '21450155900018']
const secret = Buffer.alloc(32, 1)
const now = () => new Date('2026-11-27T10:00:00Z')

describe.each<DatabaseKind>(['owner', 'pglite'])('on %s', (kind) => {
  let database: TestDatabase
  let open: Database
  let limit: SignInLimit

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    open = await connect(database.config)
    limit = createSignInLimit(open.db, secret, now)
  })
  beforeEach(() => open.db.delete(rateLimits))
  afterAll(async () => {
    await open?.close()
    await database?.drop()
  })

  /** How many of so many at once were free. */
  async function free(times: number, take: (at: number) => Promise<number>): Promise<number> {
    const waits = await Promise.all(Array.from({ length: times }, (_, at) => take(at)))
    return waits.filter((wait) => wait === 0).length
  }

  test('thirty departures in ten minutes of one network, agents apart, whichever process counts', async () => {
    const other = createSignInLimit(open.db, secret, now)
    const network = '192.0.2.9'
    expect(await free(40, (at) => (at % 2 ? limit : other).takeResident(network, at % 3 ? HERE : null))).toBe(
      30,
    )
    expect(await limit.takeResident(network, THERE)).toBeGreaterThan(500_000)
    expect(await free(40, () => limit.takeAgent(network))).toBe(30)
    expect(await limit.takeResident('192.0.2.10', HERE)).toBe(0)
    expect(JSON.stringify(await open.db.select().from(rateLimits))).not.toContain('192.0.2')
  })

  test('three hundred of one collectivité, of which a network past its own takes none', async () => {
    expect(await free(400, () => limit.takeResident('192.0.2.9', HERE))).toBe(30)
    expect(await free(300, (at) => limit.takeResident(`198.51.${at >> 8}.${at & 255}`, HERE))).toBe(270)
    expect(await limit.takeResident('203.0.113.1', HERE)).toBeGreaterThan(500_000)
    expect(await limit.takeResident('203.0.113.1', THERE)).toBe(0)
    expect(await limit.takeResident('203.0.113.1', null)).toBe(0)
  })

  test('a window that is over begins anew, and both ways to count are one', async () => {
    const short = { name: 'guess', points: 2, seconds: 600 } as const
    const take = () => takeInTurn(open.db, [{ limit: short, key: 'x' }])
    expect(await createLimiter(open.db, short).take('x')).toBe(0)
    expect([await take(), (await take()) > 0]).toEqual([0, true])
    expect(await createLimiter(open.db, short).take('x')).toBeGreaterThan(0)
    await open.db.update(rateLimits).set({ expire: Date.now() - 1 })
    expect([await take(), await take(), (await take()) > 0]).toEqual([0, 0, true])
  })
})
