import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
})
afterAll(() => service?.close())

test.each([
  '/',
  `/collectivites/${FAY_AUX_LOGES}`,
  '/collectivites/12345',
  '/inconnue',
  '/agent',
  '/callback',
  '/donnees_personnelles',
  '/mentions_legales',
  '/accessibilite',
  '/administrations',
  '/healthz',
])('%s carries the security headers and is stored nowhere', async (path) => {
  const { headers } = await fetch(service.url + path, { redirect: 'manual' })
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; .*form-action 'self'; .*frame-ancestors 'none'$/,
  )
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('built files are named by their content, compressed ahead and kept for a year', async () => {
  const html = await (await fetch(service.url)).text()
  const sheet = html.match(/href="(\/assets\/app\.[0-9a-f]{8}\.css)"/)?.[1] ?? ''
  for (const [accepted, encoding] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ]) {
    const response = await fetch(service.url + sheet, { headers: { 'Accept-Encoding': accepted ?? '' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('content-type')).toMatch(/^text\/css/)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
})

test.each(['/assets/manifest.json', '/assets/..%2fpackage.json', '/assets/app.css', '/assets/'])(
  '%s is not served',
  async (path) => {
    expect((await fetch(service.url + path)).status).toBe(404)
  },
)

test('pages are compressed', async () => {
  const response = await fetch(service.url, { headers: { 'Accept-Encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
})

test('the session’s cookie is for our server only', async () => {
  const response = await fetch(`${service.url}/collectivites/${FAY_AUX_LOGES}/connexion`, {
    redirect: 'manual',
  })
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^qf=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
  ])
})

test('healthy and ready', async () => {
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
})

test('logs hold the route, never the address', async () => {
  await fetch(`${service.url}/collectivites?q=ZZQUERY`)
  await fetch(`${service.url}/collectivites/${FAY_AUX_LOGES}?external_id=ZZEXTERNAL`)
  const logs = service.logs.join('')
  expect(logs).toContain('"/collectivites/:siret"')
  expect(logs).not.toMatch(/ZZQUERY|ZZEXTERNAL/)
})
