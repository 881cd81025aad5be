import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rateLimits } from '#src/db/schema.js'
import { type AttestationLimit, createAttestationLimit } from '#src/limits/attestation-limit.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'

const [HERE, THERE] = ['21450154200018', '21450155900018']
let database: TestDatabase
let open: Database
let limit: AttestationLimit

beforeAll(async () => {
  database = await createTestDatabase('owner')
  open = await connect(database.config)
  limit = createAttestationLimit(open.db, Buffer.alloc(32, 1), () => new Date('2026-11-27T10:00:00Z'))
})
beforeEach(() => open.db.delete(rateLimits))
afterAll(async () => {
  await open?.close()
  await database?.drop()
})

/** How many of so many were free. */
async function free(times: number, take: (at: number) => Promise<number>): Promise<number> {
  let count = 0
  for (let at = 0; at < times; at++) if ((await take(at)) === 0) count += 1
  return count
}

test('twenty forms in ten minutes for one network and collectivité, sixty an hour for one network', async () => {
  const network = '192.0.2.9'
  expect(await free(25, () => limit.takeForm(network, HERE))).toBe(20)
  expect(await limit.takeForm(network, HERE)).toBeGreaterThan(500_000)
  expect(await free(100, (at) => limit.takeForm(network, String(at)))).toBe(40)
  expect(await limit.takeForm(network, THERE)).toBeGreaterThan(3_500_000)
  expect(await limit.takeForm('192.0.2.10', HERE)).toBe(0)
  expect(JSON.stringify(await open.db.select().from(rateLimits))).not.toContain('192.0.2')
})

test('posted forms use up nothing of what a collectivité may receive', async () => {
  expect(await free(310, (at) => limit.takeForm(`198.51.${at >> 8}.${at & 255}`, HERE))).toBe(310)
  expect(await free(310, () => limit.takeSending(HERE))).toBe(300)
  expect(await limit.takeSending(THERE)).toBe(0)
})

test('twenty forms with files in ten minutes for one person', async () => {
  expect(await free(25, () => limit.takeIdentified('sub-of-elodie'))).toBe(20)
  expect(await limit.takeIdentified('sub-of-marc')).toBe(0)
  expect(JSON.stringify(await open.db.select().from(rateLimits))).not.toContain('elodie')
})
