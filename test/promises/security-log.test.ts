import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
beforeEach(() => {
  service.logs.length = 0
})
afterAll(() => service?.close())

function logged(event: string): object[] {
  return service.logs.map((line) => JSON.parse(line)).filter((line) => line.event === event)
}

test('who signs in is logged by what she is, and nothing of who', async () => {
  await service.newVisitor().signIn(`/collectivites/${FAY_AUX_LOGES}/connexion`, { identity: 'ordinary' })
  expect(logged('resident signed in')).toEqual([
    {
      level: 30,
      time: expect.any(String),
      event: 'resident signed in',
      requestId: expect.any(String),
      siret: FAY_AUX_LOGES,
    },
  ])
  await service.newVisitor().signIn('/agent/connexion', { identity: 'martine' })
  expect(logged('agent signed in')).toMatchObject([{ outcome: 'agent' }])
  await service.newVisitor().signIn('/dinum/connexion', { identity: 'claire' })
  expect(logged('agent signed in')).toMatchObject([{ outcome: 'agent' }, { outcome: 'operator' }])
})

test('a return that belongs to no departure, and a wrong bearer', async () => {
  await service.newVisitor().visit('/callback?code=x&state=y')
  expect(logged('sign-in refused')).toMatchObject([{ errorCode: 'STATE_UNKNOWN' }])
  await service.newVisitor().visit('/agent/callback?code=x&state=y')
  expect(logged('agent sign-in refused')).toMatchObject([{ errorCode: 'STATE_UNKNOWN' }])
  await service
    .newVisitor()
    .request('/api/collectivites', { method: 'POST', headers: { Authorization: 'Bearer x' } })
  expect(logged('api call refused')).toMatchObject([{ errorCode: 'UNAUTHORIZED' }])
})

test('an agent at the desk of another collectivité, or of none, and at the console', async () => {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await agent.visit(`/agent/collectivites/${CALVI}`)
  await agent.visit('/agent/collectivites/12345678901234')
  await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
  const refused = logged('membership refused')
  expect(refused).toMatchObject([{ siret: CALVI }, {}])
  expect(refused[1]).not.toHaveProperty('siret')
  await agent.visit('/dinum/journal')
  expect(logged('console refused')).toHaveLength(1)
})

test('a form from elsewhere, with the status of its refusal', async () => {
  const form = { revue: 'x' }
  await service
    .newVisitor()
    .visit(`/collectivites/${FAY_AUX_LOGES}/envois`, { form, headers: { Origin: 'https://evil.example' } })
  expect(logged('request')).toMatchObject([{ method: 'POST', status: 403 }])
})

test('TRACE and other methods find nothing', async () => {
  for (const method of ['TRACE', 'DELETE', 'PATCH']) {
    const { hostname, port } = new URL(service.url)
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, method, path: '/' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect([method, status]).toEqual([method, 405])
  }
})
