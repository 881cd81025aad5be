import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { type Observed, observe } from '../support/observatory.js'
import { startTestService, type TestService } from '../support/service.js'
import { startTlsFront, type TlsFront } from '../support/tls-front.js'
import { createVisitor, type Visitor } from '../support/visitor.js'

const ELSEWHERE = 'https://http-observatory.security.mozilla.org'
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
let front: TlsFront
let service: TestService
/** Every line `Set-Cookie` of each browser, from its first request on. */
let visitors: Record<'nobody' | 'resident' | 'agent', { visitor: Visitor; cookies: string[] }>

beforeAll(async () => {
  front = await startTlsFront()
  service = await startTestService({ publicUrl: front.url })
  front.leadTo(Number(new URL(service.url).port))
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example')
  visitors = { nobody: newVisitor(), resident: newVisitor(), agent: newVisitor() }
  await visitors.resident.visitor.signIn(`${page}/connexion`, { identity: 'ordinary' })
  await visitors.agent.visitor.signIn('/agent/connexion', { identity: 'martine' })
})
afterAll(async () => {
  await service?.close()
  await front?.close()
})

function newVisitor() {
  const cookies: string[] = []
  const ask = async (url: URL, init: RequestInit) => {
    const response = await front.fetch(url, init)
    if (url.origin === front.url) cookies.push(...response.headers.getSetCookie())
    return response
  }
  return { visitor: createVisitor(front.url, undefined, ask), cookies }
}

async function look(who: keyof typeof visitors, path: string): Promise<Observed & { status: number }> {
  const { visitor, cookies } = visitors[who]
  const response = await visitor.request(path)
  const preflight = await front.fetch(front.url + path, {
    method: 'OPTIONS',
    headers: { Origin: ELSEWHERE, 'Access-Control-Request-Method': 'GET' },
  })
  return {
    status: response.status,
    page: { url: new URL(path, front.url), headers: response.headers, html: await response.text() },
    cookies,
    preflight: { origin: ELSEWHERE, headers: preflight.headers },
    fromHttp: await wayFrom(front.httpUrl + path),
  }
}

async function wayFrom(address: string): Promise<URL[]> {
  const way = [new URL(address)]
  for (let at = way.at(-1); at && way.length < 10; at = way.at(-1)) {
    const location = (await front.fetch(at)).headers.get('location')
    if (location === null) break
    way.push(new URL(location, at))
  }
  return way
}

test.each([
  ['home', 'nobody', '/', 200, 130],
  ['choice of the collectivité', 'nobody', '/collectivites?q=fay', 200, 130],
  ['a collectivité’s page', 'nobody', page, 200, 130],
  ['the review', 'resident', `${page}/envoyer_mes_donnees`, 200, 135],
  ['what I sent', 'resident', '/mes_transmissions', 200, 135],
  ['the agent’s desk', 'agent', desk, 200, 135],
  ['an error', 'nobody', '/inconnue', 404, 130],
] as const)('%s: A+', async (_name, who, path, status, points) => {
  const { status: answered, ...observed } = await look(who, path)
  expect(answered).toBe(status)
  expect(observed.page.html).not.toMatch(/http-equiv="content-security-policy"|name="referrer"/i)
  const { score, grade, tests } = observe(observed)
  expect(Object.values(tests).filter((judgement) => judgement.points < 0)).toEqual([])
  expect({ score, grade }).toEqual({ score: points, grade: 'A+' })
})

describe('the cookies', () => {
  test('of sessions are for this very host, by TLS, out of reach of scripts', () => {
    for (const who of ['resident', 'agent'] as const) {
      expect(visitors[who].cookies.length).toBeGreaterThan(0)
      for (const line of visitors[who].cookies)
        expect(line).toMatch(/^__Host-qf(-agent)?=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    }
  })

  test('are taken by a real browser, which comes back from FranceConnect signed in', async () => {
    await using tab = await openPage({ ignoreHTTPSErrors: true })
    await tab.page.goto(`${front.url}${page}`)
    await tab.page.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
    await tab.page.getByRole('button', { name: 'Élodie Jeanne MARCHADIER' }).click()
    await tab.page.waitForURL(`${front.url}${page}/envoyer_mes_donnees`)
    const cookies = await tab.context.cookies(front.url)
    expect(cookies.filter(({ name }) => name.includes('qf'))).toEqual([
      expect.objectContaining({
        name: '__Host-qf',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      }),
    ])
    await tab.page.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
    await tab.page.waitForURL('**/confirmation/*')
  })
})

describe('by http', () => {
  const by = (path: string, init?: RequestInit) => front.fetch(front.httpUrl + path, init)

  test('every address leads to itself by https, on our host alone', async () => {
    for (const path of ['/', `${page}?external_id=a%20b&redirect_uri=//evil.example`, '//evil.example/x']) {
      for (const method of ['GET', 'HEAD']) {
        const response = await by(path, { method, headers: { 'X-Forwarded-Host': 'evil.example' } })
        expect([response.status, response.headers.get('location')]).toEqual([308, front.url + path])
        expect(response.headers.get('strict-transport-security')).toBeNull()
      }
    }
  })

  test('nothing is taken', async () => {
    const body = new URLSearchParams({ revue: 'x' })
    const sent = await by(`${page}/envois`, { method: 'POST', body, headers: { Origin: front.url } })
    expect(sent.status).toBe(403)
    const headers = { Authorization: `Bearer ${service.environment.COLLECTIVITES_API_TOKEN}` }
    expect((await by('/api/collectivites', { method: 'POST', body: '{}', headers })).status).toBe(403)
  })

  test('a program is refused and not led on, or nobody would notice', async () => {
    for (const path of [
      '/api/collectivites',
      '/api/collectivites/45142',
      '/api/openapi.json',
      '/api/nothing',
    ]) {
      const { status, headers } = await by(path)
      expect([path, status, headers.get('location')]).toEqual([path, 403, null])
    }
  })

  test('only the trusted proxy says so: what a browser claims before it changes nothing', async () => {
    const claimed = { headers: { 'X-Forwarded-Proto': 'https' } }
    expect((await by('/', claimed)).status).toBe(308)
    expect((await front.fetch(`${front.url}/`, { headers: { 'X-Forwarded-Proto': 'http' } })).status).toBe(
      200,
    )
    // Health is asked by the host itself, without a proxy.
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  })
})
