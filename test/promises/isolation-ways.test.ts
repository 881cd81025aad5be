import type postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestService, type TestService } from '../support/service.js'
import { ask } from './isolation/ask.js'
import { guessedSecrets, idsOfNobody } from './isolation/ids.js'
import { isWalled, matrix } from './isolation/matrix.js'
import { buildWorld, type World } from './isolation/roles.js'
import { rowsOf } from './isolation/rows-of.js'
import { openAsSuperuser } from './isolation/superuser.js'
import { expectToTellNothing, wordsOf } from './isolation/tries.js'

const walled = matrix.filter(isWalled)
let service: TestService
let world: World
let sql: postgres.Sql

beforeAll(async () => {
  service = await startTestService({ kind: 'superuser' })
  world = await buildWorld(service)
  sql = openAsSuperuser(service)
}, 120_000)
afterAll(async () => {
  await sql?.end()
  await service?.close()
})

const addresses = walled.filter(({ may }) => may.everybody === undefined && may.partner === undefined)
const different = (entries: typeof addresses) => [
  ...new Map(entries.map((entry) => [entry.at.split('?')[0], entry])).values(),
]
const onPath = (change: (path: string) => string) => (address: string) =>
  address.replace(/^[^?]*/, (path) => change(path))

test.each<[string, (path: string) => string]>([
  ['in capitals', (path) => path.toUpperCase()],
  ['in small letters', (path) => path.toLowerCase()],
  ['as .pdf', (path) => `${path}.pdf`],
  ['as .csv', (path) => `${path}.csv`],
  ['as .xlsx', (path) => `${path}.xlsx`],
  ['with a slash behind', (path) => `${path}/`],
  ['with a digit of the SIRET encoded', (path) => path.replace(/\/(2)(?=\d{13})/, '/%32')],
  ['with a space behind the SIRET', (path) => path.replace(/(\d{14})/, '$1%20')],
  ['with a zero byte behind the SIRET', (path) => path.replace(/(\d{14})/, '$1%00')],
  ['with a parameter in its path', (path) => path.replace(/(\d{14})/, '$1;siret=$1')],
])('%s, an address of another tenant leads as little there', async (_, change) => {
  const [role, { ids }] = [world.roles['gestionnaire of B'], world.A]
  const before = await rowsOf(sql, ids.siret)
  const known = { ...ids, ...guessedSecrets() }
  for (const entry of different(addresses.filter(({ form }) => form === undefined))) {
    const unknown = idsOfNobody(entry.exists === 'told' ? ids.siret : undefined)
    const tried = { name: 'written otherwise', known: [known], unknown }
    await expectToTellNothing(role, world.A, entry, tried, { mangle: onPath(change) })
  }
  expect(await rowsOf(sql, ids.siret)).toEqual(before)
})

test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])('%s finds nothing more', async (method) => {
  const [role, { ids }] = [world.roles['gestionnaire of B'], world.A]
  const before = await rowsOf(sql, ids.siret)
  const known = { ...ids, ...guessedSecrets() }
  for (const { route, at, exists } of different(addresses)) {
    const unknown = idsOfNobody(exists === 'told' ? ids.siret : undefined)
    await expectToTellNothing(
      role,
      world.A,
      { route, at },
      { name: method, known: [known], unknown },
      { method },
    )
  }
  expect(await rowsOf(sql, ids.siret)).toEqual(before)
})

test('ids of another tenant beside one’s own, in query and form, are not looked at', async () => {
  const { visitor, own } = world.roles['gestionnaire of B']
  const { ids } = world.A
  const before = await rowsOf(sql, ids.siret)
  const beside = new URLSearchParams({ ...ids, id: ids.member, token: ids.held, collectivite: ids.siret })
  for (const entry of walled.filter(({ may, form }) => ('gestionnaire' in may || 'agent' in may) && !form)) {
    const mangle = (address: string) => `${address}${address.includes('?') ? '&' : '?'}${beside}`
    const { raw, learnt } = await ask(visitor, entry, own, { mangle })
    expect([entry.at, learnt.status < 400]).toEqual([entry.at, true])
    expect([entry.at, wordsOf(world.A).filter((word) => raw.includes(word))]).toEqual([entry.at, []])
  }
  const select = async (action: string) => {
    const body = `reference=${own.reference}&reference=${ids.reference}&action=${action}`
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const done = await visitor.request(`/agent/collectivites/${own.siret}/selection`, { body, headers })
    return done.headers.get('location') ?? ''
  }
  expect(await select('traite')).toContain('lignes=1&parties=1')
  const file = await (await visitor.request(await select('csv'))).text()
  expect([file.includes(own.reference), file.includes(ids.reference)]).toEqual([true, false])
  expect(await rowsOf(sql, ids.siret)).toEqual(before)
})

test('a link of an invitation lets in nobody of another organisation', async () => {
  const { ids } = world.A
  const { visitor } = world.roles['gestionnaire of B']
  const before = await rowsOf(sql, ids.siret)
  const link = `/agent/invitation/${ids.siret}-${ids.invitationSecret}`
  const accepted = await visitor.request(link, { form: {} })
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, link])
  expect(await (await visitor.request(link)).text()).toContain('ne peut pas')
  expect((await visitor.request(`/agent/collectivites/${ids.siret}`)).status).toBe(404)
  expect(await rowsOf(sql, ids.siret)).toEqual(before)
})

test('a file that waits for its form is shown where it was joined', async () => {
  const visitor = service.newVisitor()
  const { ids } = world.A
  await sql`delete from rate_limits`
  const held = {
    route: '',
    at: '/collectivites/{siret}/attestation',
    form: { revue: '{formToken}', gardees: '{held}', qf: '' },
  }
  expect((await ask(visitor, held, ids)).raw).toContain('ZZFICHIER-ZZALPHA')
  const elsewhere = await ask(visitor, held, { ...ids, siret: world.B.ids.siret })
  expect(elsewhere.raw).not.toContain('ZZFICHIER')
})
