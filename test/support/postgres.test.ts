import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import { isMigrated } from '#src/db/is-migrated.js'
import { createTestDatabase, type DatabaseKind } from './postgres.js'

const kinds: DatabaseKind[] = ['superuser', 'owner', 'pglite']

test.each(kinds)('a database of kind %s is migrated, holds the communes and keeps accents', async (kind) => {
  const database = await createTestDatabase(kind)
  const { db, close } = await connect(database.config)
  try {
    expect(await isMigrated(db)).toBe(true)
    const { rows, ...list } = (await db.execute(`select name, current_setting('server_encoding') as encoding
      from communes where code_cog = '97411'`)) as { rows?: unknown[] }
    expect((rows ?? Object.values(list))[0]).toEqual({ name: 'Saint-Denis', encoding: 'UTF8' })
  } finally {
    await close()
    await database.drop()
  }
})

test('the superuser is one, the owner has no power but on her tables', async () => {
  expect(await powersOf('superuser')).toEqual({ rolsuper: true, rolcreaterole: true, member: true })
  expect(await powersOf('owner')).toEqual({ rolsuper: false, rolcreaterole: false, member: true })
})

test('an empty database has no table, and is gone once dropped', async () => {
  const database = await createTestDatabase('owner', { empty: true })
  const client = postgres(database.config.url, { max: 1 })
  expect(await client`select from pg_tables where schemaname = 'public'`).toHaveLength(0)
  await database.drop()
  await expect(client`select 1`).rejects.toThrow()
  await client.end()
})

test('an embedded folder is gone once dropped', async () => {
  const database = await createTestDatabase('pglite', { empty: true })
  await database.drop()
  expect(existsSync(database.config.dataDir)).toBe(false)
})

async function powersOf(kind: 'superuser' | 'owner') {
  const database = await createTestDatabase(kind)
  const client = postgres(database.config.url, { max: 1 })
  const [powers] = await client`
    select rolsuper, rolcreaterole, pg_has_role('qf_app', 'set') as member from pg_roles where rolname = current_user`
  await client.end()
  await database.drop()
  return powers
}
