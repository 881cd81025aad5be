import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
// A link that names somebody: nothing is kept of it.
const personal = `${page}?external_id=a`
let service: TestService

beforeAll(async () => {
  service = await startTestService({ front: true })
  await service.open(FAY_AUX_LOGES)
})
afterAll(() => service?.close())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(service.url + path, { redirect: 'manual', ...init })

/** Holds the process up again and again, as too many requests would. */
async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  const hog = setInterval(() => {
    const until = performance.now() + 200
    while (performance.now() < until);
  }, 1)
  try {
    await expect.poll(async () => (await ask(personal)).status, { timeout: 20_000 }).toBe(503)
    return await work()
  } finally {
    clearInterval(hog)
  }
}

test('who only begins reads at once when to come again; who is under way goes on; then all is as before', async () => {
  await whileBusy(async () => {
    const sentAway = await ask(personal)
    expect(sentAway.status).toBe(503)
    expect(Number(sentAway.headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
    expect(Number(sentAway.headers.get('retry-after'))).toBeLessThanOrEqual(20)
    expect(sentAway.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await sentAway.text()
    expect(html).toContain('Beaucoup de monde en ce moment')
    expect(html).toContain('<html lang="fr"')
    expect(html).not.toContain('citez ce numéro')

    expect((await ask(personal, { headers: { Cookie: 'qf=x' } })).status).toBe(200)
    expect((await ask(personal, { headers: { Cookie: 'autre=qf' } })).status).toBe(503)
    expect((await ask('/callback?code=x&state=y')).status).not.toBe(503)
    expect((await ask('/healthz')).status).toBe(200)
    const posted = await ask(`${page}/envois`, { method: 'POST', body: new URLSearchParams({ revue: 'x' }) })
    expect([posted.status, posted.headers.get('connection')]).toEqual([503, 'close'])
  })
  await expect.poll(async () => (await ask(personal)).status).toBe(200)
  expect(service.logs.filter((line) => line.includes('TOO_MUCH_TO_DO'))).toHaveLength(1)
})
