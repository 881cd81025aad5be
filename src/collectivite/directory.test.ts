import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCollectivite, findCommuneNotServed, searchDirectory } from '#src/collectivite/directory.js'
import { openCollectivite } from '#src/collectivite/open-collectivite.js'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { CALVI, FAY_AUX_LOGES } from '../../test/support/named.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from '../../test/support/postgres.js'

describe.each<DatabaseKind>(['owner', 'pglite'])('the directory, on %s', (kind) => {
  let testDatabase: TestDatabase
  let database: Database
  const namesFor = async (query: string) =>
    (await searchDirectory(database.db, query)).results.map(({ name }) => name)

  beforeAll(async () => {
    testDatabase = await createTestDatabase(kind)
    database = await connect(testDatabase.config)
    await openCollectivite(database.db, { siret: FAY_AUX_LOGES, state: 'ouverte', retentionDays: 90 })
  })
  afterAll(async () => {
    await database?.close()
    await testDatabase?.drop()
  })

  test.each(['Fay-aux-Loges', 'fay aux loges', 'FAY AUX LOGES', 'fayauxloges', 'fay', '45450 fay'])(
    '%j finds Fay-aux-Loges',
    async (query) => {
      expect(await namesFor(query)).toContain('Fay-aux-Loges')
    },
  )

  test.each(['Saint-Étienne', 'st etienne', 'ST-ETIENNE', 'saint étienne'])(
    '%j finds Saint-Étienne first',
    async (query) => {
      expect((await namesFor(query))[0]).toBe('Saint-Étienne')
    },
  )

  test('a postal code and a département find theirs, the largest first', async () => {
    expect(await namesFor('42000')).toContain('Saint-Étienne')
    expect(await namesFor('loire')).toContain('Saint-Étienne')
    expect((await namesFor('haute corse'))[0]).toBe('Bastia')
    expect(await namesFor('2b')).toContain('Bastia')
    expect(await namesFor('97436')).toContain('Saint-Leu')
    expect(await namesFor('œ')).not.toHaveLength(0)
  })

  test('what is open here comes first among equals, with its SIRET; the rest says that it is not', async () => {
    const { results } = await searchDirectory(database.db, 'loiret')
    expect(results[0]).toEqual({
      siret: FAY_AUX_LOGES,
      state: 'ouverte',
      name: 'Fay-aux-Loges',
      codeCog: '45142',
      departement: { code: '45', name: 'Loiret' },
      postalCodes: ['45450'],
    })
    expect(results.filter(({ name }) => name === 'Fay-aux-Loges')).toHaveLength(1)
    expect(results.slice(1).every(({ siret }) => siret === null)).toBe(true)
  })

  test('many results are cut, and it is said', async () => {
    expect((await searchDirectory(database.db, 'saint')).more).toBe(true)
    expect((await searchDirectory(database.db, 'st etienne')).results.length).toBeGreaterThan(5)
  })

  test.each(['', '   ', '%', '_', "'; drop table communes; --", 'zzzzzz', '\u0000', '💥'])(
    '%j is harmless',
    async (query) => {
      await expect(searchDirectory(database.db, query)).resolves.toBeDefined()
    },
  )

  test('a commune is either served or not', async () => {
    expect(await findCommuneNotServed(database.db, '2B050')).toMatchObject({ name: 'Calvi', siret: null })
    expect(await findCommuneNotServed(database.db, '45142')).toBeNull()
    expect(await findCommuneNotServed(database.db, '99999')).toBeNull()
    expect(await findCollectivite(database.db, CALVI)).toBeNull()
    expect(await findCollectivite(database.db, FAY_AUX_LOGES)).toMatchObject({
      timeZone: 'Europe/Paris',
      state: 'ouverte',
    })
  })

  test('only a SIRET of a known commune opens', async () => {
    const opening = (siret: string) => openCollectivite(database.db, { siret, retentionDays: 90 })
    expect(await opening('12345678901234')).toEqual({ kind: 'not-a-siret' })
    expect(await opening('13002526500013')).toEqual({ kind: 'unknown-place' })
    expect(await opening(FAY_AUX_LOGES)).toEqual({ kind: 'already-open' })
  })
})
