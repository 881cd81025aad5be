import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestService, type TestService } from '../support/service.js'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service?.close())

test('the console opens to who is listed, by organisation and by address, and to nobody else', async () => {
  const visitor = service.newVisitor()
  const entrance = await visitor.visit('/dinum')
  expect(entrance.status).toBe(200)
  expect(entrance.text).toContain('S’identifier avec ProConnect')
  expect((await visitor.request('/dinum/journal')).headers.get('location') ?? '/dinum').toBe('/dinum')
  const inside = await visitor.signIn('/dinum/connexion', { identity: 'claire' })
  expect(inside.url.pathname).toBe('/dinum')
  expect(inside.text).toContain('Collectivités')
  for (const identity of ['yann', 'martine']) {
    const refused = await service.newVisitor().signIn('/dinum/connexion', { identity })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Vous n’avez pas accès à la console')
  }
})
