import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const waiting = 'Nous interrogeons la CAF et la MSA…'
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
})
beforeEach(() => {
  service.sandbox.apiParticulier.reset()
  service.sandbox.franceConnect.reset()
})
afterAll(() => service?.close())

const calls = () => service.sandbox.apiParticulier.requests.length
const fundTakes = (milliseconds: number) => service.sandbox.apiParticulier.answersTake(milliseconds)
const departAs = (visitor: Visitor, identity: string, siret = FAY_AUX_LOGES) =>
  visitor.answerProvider(`/collectivites/${siret}/connexion`, { identity })

async function readSlowly(response: Response): Promise<{ first: number; chunks: string[] }> {
  const started = performance.now()
  const chunks: string[] = []
  let first = 0
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    first ||= performance.now() - started
    chunks.push(decoder.decode(chunk))
  }
  return { first, chunks }
}

test('past one second the page says that the funds are asked, and then leads on', async () => {
  fundTakes(2_500)
  const visitor = service.newVisitor()
  const callback = await departAs(visitor, 'ordinary')
  const started = performance.now()
  const response = await visitor.request(callback)
  const { chunks } = await readSlowly(response)
  expect(performance.now() - started).toBeGreaterThan(2_400)
  expect(chunks[0]).toContain(waiting)
  expect(chunks[0]).not.toContain('http-equiv="refresh"')
  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks.join('')).toContain('http-equiv="refresh" content="0;url=/callback?')
  expect(chunks.join('').trimEnd().endsWith('</html>')).toBe(true)
  expect(response.headers.get('cache-control')).toContain('no-store')
  expect((await visitor.visit(callback)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  expect(calls()).toBe(1)
})

test('a quick answer leads on without a waiting page', async () => {
  const visitor = service.newVisitor()
  const response = await visitor.request(await departAs(visitor, 'ordinary'))
  expect([response.status, response.headers.get('location')]).toEqual([303, `${page}/envoyer_mes_donnees`])
})

test('reload, double click and a second reload later join one answer: one sign-in, one call', async () => {
  fundTakes(1_500)
  const visitor = service.newVisitor()
  const callback = await departAs(visitor, 'ordinary')
  const landed = await Promise.all(Array.from({ length: 4 }, () => visitor.visit(callback)))
  landed.push(await visitor.visit(callback))
  for (const { url, status } of landed)
    expect([url.pathname, status]).toEqual([`${page}/envoyer_mes_donnees`, 200])
  expect(calls()).toBe(1)
})

test('a reload is harmless on the other process of the service, too', async () => {
  const { DATABASE_URL = '', ENCRYPTION_KEYS = '', AUDIT_KEY = '' } = service.environment
  const other = await startTestService({ environment: { DATABASE_URL, ENCRYPTION_KEYS, AUDIT_KEY } })
  try {
    fundTakes(1_500)
    const visitor = service.newVisitor()
    const callback = await departAs(visitor, 'ordinary')
    const elsewhere = new URL(callback.pathname + callback.search, other.url)
    const first = visitor.visit(callback)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const joined = await visitor.visit(elsewhere)
    expect(joined.url.href).toBe(`${other.url}${page}/envoyer_mes_donnees`)
    expect((await first).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    expect(calls()).toBe(1)
  } finally {
    await other.close()
  }
})

test('a browser that goes away in the middle finds its answer when it reloads', async () => {
  fundTakes(1_500)
  const visitor = service.newVisitor()
  const callback = await departAs(visitor, 'ordinary')
  const controller = new AbortController()
  const cookie = visitor.cookie('qf') ?? ''
  const gone = fetch(callback, { headers: { Cookie: cookie }, signal: controller.signal }).catch(() => null)
  await new Promise((resolve) => setTimeout(resolve, 300))
  controller.abort()
  await gone
  expect((await visitor.visit(callback)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  expect(calls()).toBe(1)
})

test('back to the callback after sending leads to the confirmation, and sends nothing again', async () => {
  const visitor = service.newVisitor()
  const callback = await departAs(visitor, 'ordinary')
  const review = await visitor.visit(callback)
  const form = { revue: fieldOf(review.html, 'revue') }
  const sent = await visitor.visit(`${page}/envois`, { form })
  expect((await visitor.visit(callback)).url.pathname).toBe(sent.url.pathname)
  expect((await visitor.visit(`${page}/envois`, { form })).url.pathname).toBe(sent.url.pathname)
  expect(calls()).toBe(1)
})

test('two tabs that come back in the same second both reach their review', async () => {
  fundTakes(1_200)
  const visitor = service.newVisitor()
  const fay = await departAs(visitor, 'ordinary')
  const calvi = await departAs(visitor, 'ordinary', CALVI)
  const landed = await Promise.all([visitor.visit(fay), visitor.visit(calvi)])
  expect(landed.map(({ url }) => url.pathname)).toEqual([
    `${page}/envoyer_mes_donnees`,
    `/collectivites/${CALVI}/envoyer_mes_donnees`,
  ])
  for (const { url } of landed) expect((await visitor.visit(url)).status).toBe(200)
})

test('two persons on one browser: the second sees nothing of the first, whoever comes back last', async () => {
  const visitor = service.newVisitor()
  const first = await departAs(visitor, 'ordinary')
  const second = await departAs(visitor, 'zero', CALVI)
  const cookies = [visitor.cookie('qf') ?? '']
  expect((await visitor.visit(first)).text).toContain('MARCHADIER')
  cookies.push(visitor.cookie('qf') ?? '')
  const reviewed = await visitor.visit(second)
  expect(reviewed.text).not.toContain('MARCHADIER')
  expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  expect((await visitor.visit(first)).text).not.toContain('MARCHADIER')
  for (const Cookie of cookies) {
    const review = await fetch(`${service.url}${page}/envoyer_mes_donnees`, { headers: { Cookie } })
    expect(review.status).toBe(403)
  }
})

test('a second person who comes back with the cookie from before ends the session of the first', async () => {
  const visitor = service.newVisitor()
  const first = await departAs(visitor, 'ordinary')
  const second = await departAs(visitor, 'zero', CALVI)
  const before = { Cookie: visitor.cookie('qf') ?? '' }
  await visitor.visit(first)
  const after = { Cookie: visitor.cookie('qf') ?? '' }
  const address = `${service.url}${page}/envoyer_mes_donnees`
  expect((await fetch(address, { headers: after })).status).toBe(200)
  expect((await fetch(second, { headers: before, redirect: 'manual' })).status).toBe(303)
  expect((await fetch(address, { headers: after })).status).toBe(403)
})

test('a tab that is still waiting can be reloaded after another one has signed in', async () => {
  const visitor = service.newVisitor()
  const fay = await departAs(visitor, 'ordinary')
  const calvi = await departAs(visitor, 'ordinary', CALVI)
  const quotient_familial = { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11 }
  const body = { data: { quotient_familial }, links: {}, meta: {} }
  service.sandbox.apiParticulier.scriptFor(CALVI, { status: 200, body, delayMs: 1_800 })
  const waitingTab = visitor.request(calvi)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await visitor.visit(fay)
  const reloaded = await visitor.visit(calvi)
  expect(reloaded.url.pathname).toBe(`/collectivites/${CALVI}/envoyer_mes_donnees`)
  await (await waitingTab).text()
})

test('another person who signs in from a signed-in session takes nothing of the first along', async () => {
  const visitor = service.newVisitor()
  await visitor.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const Cookie = visitor.cookie('qf') ?? ''
  await visitor.signIn(`/collectivites/${CALVI}/connexion`, { identity: 'zero' })
  expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  const review = await fetch(`${service.url}${page}/envoyer_mes_donnees`, { headers: { Cookie } })
  expect(review.status).toBe(403)
})

test('signing out wins over a return that is still under way, quick or slow', async () => {
  for (const milliseconds of [600, 1_500]) {
    fundTakes(milliseconds)
    const visitor = service.newVisitor()
    await visitor.signIn(`${page}/connexion`, { identity: 'msa' })
    const callback = await departAs(visitor, 'corsica', CALVI)
    const landing = visitor.visit(callback)
    await new Promise((resolve) => setTimeout(resolve, 250))
    await visitor.request('/deconnexion', { form: {} })
    expect((await landing).url.pathname).toBe('/callback')
    for (const siret of [FAY_AUX_LOGES, CALVI])
      expect((await visitor.visit(`/collectivites/${siret}/envoyer_mes_donnees`)).status).toBe(403)
    expect((await visitor.visit(callback)).url.pathname).toBe('/callback')
    service.sandbox.apiParticulier.reset()
  }
})

test('signing out on the waiting page, or after leaving it, ends the session that was found meanwhile', async () => {
  fundTakes(1_500)
  const visitor = service.newVisitor()
  const callback = await departAs(visitor, 'ordinary')
  const waitingHtml = await (await visitor.request(callback)).text()
  expect(waitingHtml).toContain('action="/deconnexion"')
  expect((await visitor.visit('/')).html).toContain('action="/deconnexion"')
  const signedOut = await visitor.request('/deconnexion', { form: {} })
  expect(signedOut.headers.get('refresh')).toContain('/session/end')
  expect((await visitor.visit(callback)).status).toBe(400)
})

test('a second tab that fails after the first has succeeded says so at once, and the first goes on', async () => {
  const visitor = service.newVisitor()
  const fay = await departAs(visitor, 'ordinary')
  const calvi = await departAs(visitor, 'ordinary', CALVI)
  service.sandbox.franceConnect.failNextCall('token', 500)
  service.sandbox.franceConnect.delayNext('token', 1_600)
  const failing = visitor.visit(calvi)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await visitor.visit(fay)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  const started = performance.now()
  expect((await failing).status).toBe(400)
  expect(performance.now() - started).toBeLessThan(10_000)
  expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).status).toBe(200)
})

test('after eight seconds the page says that it takes longer than usual', async () => {
  fundTakes(8_600)
  const visitor = service.newVisitor()
  const { chunks } = await readSlowly(await visitor.request(await departAs(visitor, 'ordinary')))
  expect(chunks[0]).not.toContain('plus long que d’habitude')
  expect(chunks.join('')).toContain('plus long que d’habitude')
})

test('FranceConnect slow on the way to Mes transmissions: the funds are not spoken of', async () => {
  const visitor = service.newVisitor()
  const callback = await visitor.answerProvider('/mes_transmissions/connexion', { identity: 'ordinary' })
  service.sandbox.franceConnect.delayNext('token', 1_400)
  const html = await (await visitor.request(callback)).text()
  expect(html).toContain('Nous attendons FranceConnect')
  expect(html.slice(html.indexOf('<main'))).not.toContain('CAF')
  expect((await visitor.visit(callback)).url.pathname).toBe('/mes_transmissions')
})

test('who had the browser’s session before the sign-in does not have the one after it', async () => {
  const victim = service.newVisitor()
  await victim.request(`${page}/connexion`)
  const planted = victim.cookie('qf') ?? ''
  const asAttacker = (path: string) =>
    fetch(new URL(path, service.url), { headers: { Cookie: planted }, redirect: 'manual' })
  const failing = await asAttacker(`${page}/connexion`)
  const state = new URL(failing.headers.get('location') ?? '').searchParams.get('state')
  const failure = `/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer())}`
  await asAttacker(failure)
  const callback = await departAs(victim, 'ordinary')
  await victim.visit(callback)
  expect((await asAttacker(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  for (const address of [failure, `/callback?state=${callback.searchParams.get('state')}`]) {
    const answer = await asAttacker(address)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await answer.text()).not.toContain('MARCHADIER')
  }
})
const issuer = () => service.sandbox.environment.FRANCECONNECT_ISSUER ?? ''

test('a resident who comes back within half an hour confirms once, and chooses nothing', async () => {
  const visitor = service.newVisitor()
  await visitor.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const again = await visitor.visit(`${page}/connexion`)
  expect(again.text).toContain('Continuer')
  expect(again.html.match(/<button/g)?.length).toBeLessThanOrEqual(4)
  const review = await visitor.signIn(`${page}/connexion`, { continue: '1' })
  expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
})

test('a token older than its minute asks nobody, and leads to one more confirmation', async () => {
  service.sandbox.franceConnect.makeTokensExpireAfter(3)
  service.sandbox.franceConnect.delayNext('token', 3_300)
  const shown = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
  expect(shown.text).toContain('L’identification n’a pas abouti')
  expect(shown.html).toContain(`href="${page}/connexion"`)
  expect(calls()).toBe(0)
})

test('the funds are asked while her identity is on its way', async () => {
  // Long enough for a busy machine to ask in time, over before her identity has come.
  service.sandbox.franceConnect.makeTokensExpireAfter(5)
  service.sandbox.franceConnect.delayNext('userinfo', 5_300)
  const review = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
  expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  expect(calls()).toBe(1)
})

test.each([true, false])(
  'in a browser, scripts %s, the waiting page goes on by itself',
  async (javaScript) => {
    fundTakes(2_500)
    await using visit = await openPage({ width: 320, javaScript })
    const { page: tab } = visit
    await tab.goto(`${service.url}${page}`)
    await tab.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
    await tab.getByRole('button', { name: 'Élodie Jeanne MARCHADIER' }).click({ noWaitAfter: true })
    await tab.getByRole('heading', { name: waiting }).waitFor()
    expect(await tab.title()).toContain(waiting)
    await tab.waitForURL(`**${page}/envoyer_mes_donnees`)
    await expectAccessible(tab)
    await tab.goBack()
    await tab.goto(`${service.url}${page}/envoyer_mes_donnees`)
    await tab.getByRole('heading', { name: 'Vérifier avant de transmettre' }).waitFor()
    expect(calls()).toBe(1)
  },
)
