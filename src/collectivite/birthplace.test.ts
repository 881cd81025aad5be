import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameOfCommune } from '#src/collectivite/birthplace.js'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase('owner')
  database = await connect(testDatabase.config)
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

test.each([
  ['69123', 'Lyon (69)'],
  ['2B050', 'Calvi (2B)'],
  ['97411', 'Saint-Denis (974)'],
  ['75101', 'Paris 1er arrondissement (75)'],
  ['75120', 'Paris 20e arrondissement (75)'],
  ['13216', 'Marseille 16e arrondissement (13)'],
  ['69389', 'Lyon 9e arrondissement (69)'],
  ['69380', null],
  ['75121', null],
  ['99352', null],
  ["' or 1 = 1", null],
  ['', null],
  [null, null],
])('%j is %j', async (codeCog, name) => {
  expect(await nameOfCommune(database.db, codeCog)).toBe(name)
})
