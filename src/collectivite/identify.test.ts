import { afterAll, beforeAll, expect, test } from 'vitest'
import { identify } from '#src/collectivite/identify.js'
import { connect } from '#src/db/connect.js'
import type { Db } from '#src/db/database.js'
import { CALVI } from '../../test/support/named.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'

const CCAS = '26450142000014'
let database: TestDatabase
let db: Db
let close: () => Promise<void>

beforeAll(async () => {
  database = await createTestDatabase('owner')
  ;({ db, close } = await connect(database.config))
})
afterAll(async () => {
  await close?.()
  await database?.drop()
})

const sirene = { name: 'CCAS DE FAY AUX LOGES', legalCategory: '7361', codeCog: '45142', postalCode: '45450' }

test('a commune is known by its SIREN alone', async () => {
  expect(await identify(db, { siret: CALVI })).toEqual({
    name: 'Calvi',
    codeCog: '2B050',
    departementCode: '2B',
    departementName: 'Haute-Corse',
    postalCodes: ['20260'],
  })
})

test('a commune that the reference does not know by SIREN is known by what the Sirene says', async () => {
  const siret = '20000000000015'
  const said = {
    ...sirene,
    name: 'COMMUNE DE ST LEU',
    legalCategory: '7210',
    codeCog: '97413',
    postalCode: '97436',
  }
  expect(await identify(db, { siret, sirene: said })).toMatchObject({
    name: 'Saint-Leu',
    departementCode: '974',
    departementName: 'La Réunion',
  })
})

test('a CCAS keeps its own name and shares the place of its commune', async () => {
  expect(await identify(db, { siret: CCAS, sirene })).toEqual({
    name: 'CCAS de Fay-aux-Loges',
    codeCog: '45142',
    departementCode: '45',
    departementName: 'Loiret',
    postalCodes: ['45450'],
  })
  const nameless = { ...sirene, name: "CENTRE COMMUNAL D'ACTION SOCIALE" }
  expect(await identify(db, { siret: CCAS, sirene: nameless })).toMatchObject({
    name: 'Centre communal d’action sociale (Fay-aux-Loges)',
  })
})

test('an arrondissement is the city, a new COG is placed by its département', async () => {
  const paris = {
    name: 'CAISSE DES ECOLES DU 1ER',
    legalCategory: '7362',
    codeCog: '75101',
    postalCode: '75001',
  }
  expect(await identify(db, { siret: CCAS, sirene: paris })).toMatchObject({
    codeCog: '75056',
    departementCode: '75',
  })
  for (const [codeCog, departementName] of [
    ['2A999', 'Corse-du-Sud'],
    ['97499', 'La Réunion'],
    ['98799', 'Polynésie française'],
  ] as const) {
    const said = { ...sirene, codeCog, postalCode: '98799' }
    expect(await identify(db, { siret: CCAS, sirene: said })).toMatchObject({
      departementName,
      postalCodes: ['98799'],
    })
  }
})

test('an establishment of a commune that stands in another one is that commune’s', async () => {
  const said = { ...sirene, name: 'COMMUNE DE CALVI', legalCategory: '7210' }
  expect(await identify(db, { siret: CALVI, sirene: said })).toMatchObject({
    name: 'Calvi',
    codeCog: '2B050',
  })
})

test('where the Sirene says nothing of use the operator places it', async () => {
  for (const codeCog of ['[ND]', '99109', '', null]) {
    const said = { ...sirene, codeCog }
    expect(await identify(db, { siret: CCAS, sirene: said, codeCog: '45142' })).toMatchObject({
      codeCog: '45142',
    })
  }
})

test('what nobody has placed waits for a COG, and the COG places it', async () => {
  expect(await identify(db, { siret: CCAS })).toBeNull()
  expect(await identify(db, { siret: CCAS, codeCog: '45142' })).toBeNull()
  expect(await identify(db, { siret: CCAS, codeCog: '45142', name: 'SIVOS DES LOGES' })).toMatchObject({
    name: 'SIVOS des Loges',
    codeCog: '45142',
  })
  expect(await identify(db, { siret: CCAS, codeCog: '00000', name: 'Rien' })).toBeNull()
})
