import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
let service: TestService

beforeAll(async () => {
  // Without a worker, and nothing by the clock: every line is of a request.
  service = await startTestService({ worker: false })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  service.logs.length = 0
})
afterAll(() => service?.close())

const lines = (): Record<string, unknown>[] => service.logs.map((line) => JSON.parse(line))

test('every line that is written for a request holds its id, which the answer bears and its visitor did not choose', async () => {
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  await resident.visit(`${page}/envois`, { form })
  await service.newVisitor().visit('/callback?code=x&state=y')
  await service
    .newVisitor()
    .visit(`${page}?redirect_uri=https://elsewhere.example/&external_id=${'x'.repeat(101)}`)
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await agent.visit('/agent/collectivites/12345678901234')
  await agent.visit('/dinum')
  const chosen = '11111111-2222-4333-8444-555555555555'
  const answer = await service.newVisitor().request('/api/collectivites', {
    method: 'POST',
    headers: { Authorization: 'Bearer x', 'X-Request-ID': chosen, 'Request-Id': chosen, traceparent: chosen },
  })

  expect(lines().filter(({ requestId }) => !UUID.test(String(requestId)))).toEqual([])
  expect(service.logs.join()).not.toContain(chosen)
  const id = answer.headers.get('X-Request-ID')
  expect(
    lines()
      .filter(({ requestId }) => requestId === id)
      .map(({ event }) => event),
  ).toEqual(['api call refused', 'request'])
  const told = new Set(lines().map(({ event }) => event))
  for (const event of [
    'resident signed in',
    'sign-in refused',
    'return address ignored',
    'external id ignored',
  ])
    expect(told).toContain(event)
  for (const event of ['agent signed in', 'membership refused', 'console refused', 'api call refused'])
    expect(told).toContain(event)
})

test('a call to API Particulier is told with its request and with the id by which its support finds it', async () => {
  const [asked] = lines().filter(({ event }) => event === 'quotient familial asked')
  expect(asked?.requestId).toMatch(UUID)
  expect(asked?.upstreamRequestId).toMatch(UUID)
  expect(asked?.upstreamRequestId).not.toBe(asked?.requestId)
})

test('so does what goes wrong beside its answer', async () => {
  const { config } = service.database
  const owner = postgres('url' in config ? config.url : '', { max: 1, onnotice: () => {} })
  try {
    await owner`alter table rate_limits rename to rate_limits_away`
    const answer = await service.newVisitor().request('/api/collectivites', {
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
    })
    expect(answer.status).toBe(401)
    const id = answer.headers.get('X-Request-ID')
    expect(lines().find(({ event }) => event === 'guess not counted')).toMatchObject({ requestId: id })
  } finally {
    await owner`alter table rate_limits_away rename to rate_limits`
    await owner.end()
  }
})

test('an error page shows the id under which its line is found', async () => {
  const { html, headers } = await service.newVisitor().visit('/nowhere')
  expect(html).toContain(headers.get('X-Request-ID'))
})
