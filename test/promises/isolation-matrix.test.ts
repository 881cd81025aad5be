import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '#src/app.js'
import { startTestService, type TestService } from '../support/service.js'
import { gapsBetween } from './isolation/coverage.js'
import { isWalled, matrix } from './isolation/matrix.js'

let service: TestService

beforeAll(async () => {
  service = await startTestService({ worker: false })
})
afterAll(() => service?.close())

test('every route of the app stands in the matrix of isolation, with what its parameters mean or why it has no tenant', () => {
  expect(gapsBetween(createApp(service.services), matrix)).toEqual([])
  expect(matrix.filter(isWalled).length).toBeGreaterThan(90)
})

test('a route that nobody added to the matrix is missed', () => {
  const app = createApp(service.services)
  app.get('/agent/collectivites/:siret/nouveau/:id', (c) => c.text('x'))
  app.delete('/collectivites/:siret/nouveau', (c) => c.text('x'))
  expect(gapsBetween(app, matrix)).toEqual([
    'not in the matrix: GET /agent/collectivites/:siret/nouveau/:id',
    'not in the matrix: DELETE /collectivites/:siret/nouveau',
  ])
})

test('a line of the matrix that is wrong is told', () => {
  const app = createApp(service.services)
  const [desk = expect.unreachable()] = matrix.filter(isWalled)
  const route = 'GET /agent/collectivites/:siret/fichiers'
  const wrong = [
    { ...desk, at: '/agent/collectivites/{siret}/fichiers' },
    { ...desk, route, at: '/agent/collectivites/21450142100017/fichiers' },
    { route: 'GET /agent/nulle-part', noTenant: 'There is none.' },
  ]
  expect(gapsBetween(app, [...matrix, ...wrong])).toEqual([
    'not in the router: GET /agent/nulle-part',
    `leads elsewhere: /agent/collectivites/{siret}/fichiers for ${desk.route}`,
    `names nothing of a tenant: ${route}`,
    `without its SIRET: ${route}`,
  ])
  expect(gapsBetween(app, [...matrix, { route, noTenant: 'It is harmless.' }])).toEqual([
    `names a tenant: ${route}`,
  ])
})
