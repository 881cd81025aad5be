import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { rateLimits } from '#src/db/schema.js'
import { createReceiptLimit } from '#src/limits/receipt-limit.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'

const SIRET = '21450154200018'
const limit = createReceiptLimit(Buffer.alloc(32, 1), () => new Date('2026-11-27T10:00:00Z'))
let database: TestDatabase
let open: Database

beforeAll(async () => {
  database = await createTestDatabase('owner')
  open = await connect(database.config)
})
beforeEach(() => open.db.delete(rateLimits))
afterAll(async () => {
  await open?.close()
  await database?.drop()
})

const take = (email: string, network: string | null = null, siret = SIRET) =>
  limit.take(open.db, { email, siret, network })

test('five a day for one mailbox, however it is written', async () => {
  const written = ['a@exemple.fr', 'A@Exemple.fr', 'a+1@exemple.fr', 'a+1+2@exemple.fr', 'a+@exemple.fr']
  for (const email of written) expect(await take(email)).toBeNull()
  expect(await take('a+note@exemple.fr')).toBe('of-address')
  expect(await take('b@exemple.fr')).toBeNull()
  expect(JSON.stringify(await open.db.select().from(rateLimits))).not.toContain('exemple')
})

test('without FranceConnect, ten a day for one network and fifty for one collectivité', async () => {
  const outcomes: string[] = []
  for (let at = 0; at < 66; at++)
    outcomes.push((await take(`a${at}@exemple.fr`, `192.0.2.${Math.floor(at / 11)}`)) ?? 'sent')
  expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(50)
  expect(outcomes[10]).toBe('of-network')
  expect(await take('b@exemple.fr', '198.51.100.1')).toBe('of-network')
  expect(await take('c@exemple.fr', '198.51.100.1', '21450155900018')).toBeNull()
  // Who is identified is not held up by them.
  expect(await take('d@exemple.fr')).toBeNull()
})
