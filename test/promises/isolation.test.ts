import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestService, type TestService } from '../support/service.js'
import { ask, difference } from './isolation/ask.js'
import { type Ids, idsOfNobody } from './isolation/ids.js'
import { isWalled, matrix, type Right } from './isolation/matrix.js'
import { buildWorld, ROLES, type RoleName, type World } from './isolation/roles.js'
import { rowsOf } from './isolation/rows-of.js'
import { openAsSuperuser } from './isolation/superuser.js'
import { expectToTellNothing, mayReach, triesOf, wordsOf } from './isolation/tries.js'

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

describe.each(ROLES)('%s', (name: RoleName) => {
  test('gets of what is another’s what she gets of what is nobody’s, and changes nothing of it', async () => {
    const role = world.roles[name]
    for (const target of role.targets) {
      await service.settle()
      const before = await rowsOf(sql, target.ids.siret)
      for (const entry of walled.filter((entry) => !mayReach(role, entry))) {
        await sql`delete from rate_limits`
        for (const one of triesOf(entry, role, target.ids))
          await expectToTellNothing(role, target, entry, one)
        const after = await rowsOf(sql, target.ids.siret)
        expect([entry.route, entry.at, after]).toEqual([entry.route, entry.at, before])
      }
    }
  })
})

test('an agent finds none of the gestionnaires’ rooms, whatever stands in them', async () => {
  const role = { ...world.roles['agent of A'], targets: [world.A] }
  const { ids } = world.A
  await service.settle()
  const before = await rowsOf(sql, ids.siret)
  const rooms = walled.filter(({ may }) => 'gestionnaire' in may && !('agent' in may))
  for (const entry of rooms) {
    const unknown = idsOfNobody(ids.siret)
    const { learnt } = await ask(role.visitor, entry, ids, { others: [ids, unknown] })
    expect([entry.at, learnt.status]).toEqual([entry.at, 404])
    expect(learnt.body).toContain('gestionnaire')
    const other = await ask(role.visitor, entry, unknown, { others: [ids, unknown] })
    expect([entry.at, difference(learnt, other.learnt)]).toEqual([entry.at, null])
  }
  expect(rooms.length).toBeGreaterThan(15)
  expect(await rowsOf(sql, ids.siret)).toEqual(before)
})

// Last, for they change what the others compare.
describe('who has a right finds what is there', () => {
  const seen: string[] = []
  const reach = async (role: RoleName, right: Right, ids: Ids) => {
    const { visitor } = world.roles[role]
    for (const entry of walled.filter(({ may }) => may[right] !== undefined)) {
      const found = entry.may[right]
      if (found === undefined || found === 'elsewhere') continue
      await sql`delete from rate_limits`
      const { learnt, raw } = await ask(visitor, entry, ids)
      seen.push(raw)
      const what = `${entry.route} (${entry.at})`
      const [location = ''] = raw.split('\n')
      if (typeof found === 'number') expect([what, learnt.status]).toEqual([what, found])
      else expect([what, location, learnt.status < 400]).toEqual([what, expect.stringMatching(found), true])
    }
  }

  test('everybody, in the directory and by a link that she was sent', () =>
    reach('nobody', 'everybody', world.A.ids))
  test('an operator, and nothing of a resident', async () => {
    seen.length = 0
    await reach('operator', 'operator', world.A.ids)
    expect(seen.join('')).toContain('Fay-aux-Loges')
    expect(world.A.markers.ofResidents.filter((word) => seen.join('').includes(word))).toEqual([])
  })
  test('a partner who has a token', () => reach('partner with a token', 'partner', world.A.ids))
  test('a resident', () => reach('resident of A', 'resident', world.roles['resident of A'].own))
  test('an agent', async () => {
    seen.length = 0
    await reach('agent of B', 'agent', world.B.ids)
    expect(wordsOf(world.B).filter((word) => !seen.join('').includes(word))).toEqual([])
  })
  test('a gestionnaire', () => reach('gestionnaire of A', 'gestionnaire', world.A.ids))
  test('who may ask to come in', () => reach('former agent of A', 'colleague', world.A.ids))
})
