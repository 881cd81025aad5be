import { like } from 'drizzle-orm'
import { Hono } from 'hono'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AGENT_IDLE_MINUTES, AGENT_SESSION_HOURS } from '#src/agent/agent-session.js'
import { createApp } from '#src/app.js'
import { accessDueAt } from '#src/collectivite/access/due.js'
import { EXPORT_DAYS } from '#src/collectivite/closing.js'
import { rateLimits } from '#src/db/schema.js'
import { sessionCookie } from '#src/http/session-cookie.js'
import { HELD_MINUTES } from '#src/resident/attestation/held-files.js'
import { RESIDENT_SESSION_MINUTES } from '#src/resident/resident-session.js'
import { WARNING_DAYS } from '#src/submission/before-purge.js'
import { ACCESSIBILITY_STATUS } from '#templates/information/accessibility-status.js'
import { Cookies } from '#templates/information/cookies.js'
import { PUBLIC_PAGES } from '#templates/information/public-pages.js'
import { RULES } from '#templates/information/rules.js'
import { openPage } from '../support/browser.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const PAGES = PUBLIC_PAGES.flatMap(({ pages }) => pages)
const PATHS = PAGES.map(({ href }) => href)
/** Those of this room; the others have tests of their own. */
const TEXTS = [
  '/faq',
  '/cgu_usagers',
  '/cgu_administrations',
  '/cookies',
  '/mentions_legales',
  '/plan_du_site',
]
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const AVIS = 'https://avis.example.fr/'
const NOWHERE = 'http://127.0.0.1:1'
const clock = fixedClock(new Date().toISOString())
let service: TestService
/** Not the State's, and nothing that it calls answers. */
let alone: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
  alone = await startTestService({
    worker: false,
    environment: {
      OPERATOR_BRAND: 'neutral',
      FRANCECONNECT_ISSUER: NOWHERE,
      PROCONNECT_ISSUER: NOWHERE,
      API_PARTICULIER_URL: NOWHERE,
      SMTP_URL: 'smtp://127.0.0.1:1',
      RETENTION_DAYS: '60',
      FEEDBACK_URL: AVIS,
      PUBLICATION_DIRECTOR: 'Camille Exemple, directrice',
      HOSTING_PROVIDER: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
      SUBPROCESSORS: 'Exemple Hébergement, hébergement, France; Exemple Courriel, courriels, France',
    },
  })
})
afterAll(() => Promise.all([service?.close(), alone?.close()]))

const visit = (path: string, of = service) => of.newVisitor().visit(path)
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length

describe.each([
  ['as the State', () => service],
  ['as another operator, with everything it calls away', () => alone],
])('%s', (_name, of) => {
  test('every public page answers, sets no cookie, has one title of its own and leads to the others', async () => {
    const titles = new Set<string>()
    for (const path of PATHS) {
      const response = await of().newVisitor().request(path)
      expect([path, response.status, response.headers.getSetCookie()]).toEqual([path, 200, []])
      const html = await response.text()
      expect([path, count(html, /<h1/g), count(html, /<main/g)]).toEqual([path, 1, 1])
      titles.add(html.match(/<title>(.*?)<\/title>/)?.[1] ?? '')
      const footer = html.slice(html.indexOf('<footer'))
      for (const { href, footer: label } of PAGES)
        if (label !== null) expect(footer, path).toContain(`href="${href}"`)
      expect(footer).toContain(`Accessibilité\u00a0: ${ACCESSIBILITY_STATUS}`)
      expect(footer.includes(`href="${AVIS}"`)).toBe(of() === alone)
    }
    expect(titles.size).toBe(PATHS.length)
  })

  test('every link of these pages leads somewhere, to a heading that is there too', async () => {
    const visitor = of().newVisitor()
    const answers = new Map<string, { status: number; html: string }>()
    const read = async (path: string) => {
      const known = answers.get(path)
      if (known) return known
      const response = await visitor.request(path)
      const answer = { status: response.status, html: await response.text() }
      answers.set(path, answer)
      return answer
    }
    const faults: string[] = []
    let anchors = 0
    for (const path of PATHS) {
      const { html } = await read(path)
      for (const [, href = ''] of html.matchAll(/<a[^>]* href="([/#][^"]*)"/g)) {
        const [to = '', anchor] = href.replaceAll('&amp;', '&').split('#')
        const { status, html: there } = await read(to || path)
        // Nobody can leave for a provider that is away; the page that says so has a test of its own.
        const isAway = of() === alone && /\/connexion$/.test(to)
        if (!(isAway ? [503] : [200, 302, 303]).includes(status)) faults.push(`${path} → ${href}: ${status}`)
        if (anchor === undefined) continue
        anchors++
        const headings = count(there, new RegExp(` id="${anchor}"`, 'g'))
        if (headings !== 1) faults.push(`${path} → ${href}: ${headings} headings`)
      }
    }
    expect(faults).toEqual([])
    expect(anchors).toBeGreaterThan(60)
  })

  test('signs are set as French sets them: no line begins with a sign that belongs to the word before', async () => {
    for (const path of TEXTS) {
      const { html } = await visit(path, of())
      const text = html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(/<[^>]+>/g, '')
      expect([path, text.match(/.{0,30}(?:[ \n][:;?!»]|«[ \n]).{0,10}/g)]).toEqual([path, null])
    }
  })
})

test('the site map shows every page that anybody may open without parameters', async () => {
  const routes = createApp(service.services).routes.filter(({ method }) => method === 'GET')
  const paths = [...new Set(routes.map(({ path }) => path))].filter((path) => !/[:*]/.test(path))
  const pages: string[] = []
  for (const path of paths) {
    const response = await service.newVisitor().request(path)
    if (response.status === 200 && response.headers.get('content-type')?.startsWith('text/html'))
      pages.push(path)
  }
  // Where a provider sends back, the further steps of the try, and the operator's own door.
  const led = pages.filter((path) => /callback$|^\/administrations\/essai\/.|^\/dinum$/.test(path))
  expect(led.length).toBeLessThan(10)
  expect(pages.filter((path) => !led.includes(path)).toSorted()).toEqual(PATHS.toSorted())
  const { html } = await visit('/plan_du_site')
  const map = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
  for (const { href, label } of PAGES) expect(map).toContain(`<a href="${href}">${label}</a>`)
})

describe('what programs read', () => {
  test('security.txt says where a weakness is told, for less than a year, and the same all month', async () => {
    for (const moment of ['2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z']) {
      clock.moveTo(moment)
      const response = await service.newVisitor().request('/.well-known/security.txt')
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect((await response.text()).split('\n')).toEqual([
        'Contact: mailto:securite@example.fr',
        'Expires: 2027-05-01T00:00:00.000Z',
        'Preferred-Languages: fr, en',
        `Canonical: ${service.url}/.well-known/security.txt`,
        `Policy: ${service.url}/mentions_legales#faille`,
        '',
      ])
    }
    const moved = await service.newVisitor().request('/security.txt')
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/.well-known/security.txt'])
    const { text } = await visit('/mentions_legales')
    expect(text).toContain('securite@example.fr')
  })

  test('robots.txt lets programs read the public pages, and nothing that opens a session or is somebody’s', async () => {
    const response = await service.newVisitor().request('/robots.txt')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = (await response.text()).split('\n')
    expect(lines[0]).toBe('User-agent: *')
    const closed = lines.flatMap((line) => line.match(/^Disallow: (.+)$/)?.[1] ?? [])
    const isClosed = (path: string) =>
      closed.some((rule) => new RegExp(`^${rule.replaceAll('*', '.*')}`).test(path))
    const ofACollectivite = `/collectivites/${FAY_AUX_LOGES}`
    const open = [...PATHS.filter((path) => path !== '/agent'), ofACollectivite]
    expect(open.filter(isClosed)).toEqual([])
    const forPeople = [
      '/agent',
      `/agent/collectivites/${FAY_AUX_LOGES}`,
      '/dinum',
      '/api/collectivites',
      '/callback',
      '/logout-callback',
      '/mes_transmissions/connexion',
      `${ofACollectivite}/connexion`,
      `${ofACollectivite}/envoyer_mes_donnees`,
      `${ofACollectivite}/attestation`,
      `${ofACollectivite}/confirmation/Q23456789B`,
    ]
    expect(forPeople.filter((path) => !isClosed(path))).toEqual([])
  })
})

test('the page of cookies names exactly those that a walk through the service sets', async () => {
  await using resident = await openPage()
  const { page: tab } = resident
  const set = listen(resident.context)
  await tab.goto(`${service.url}/collectivites/${FAY_AUX_LOGES}`)
  expect(set.size).toBe(0)
  await tab.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
  await tab.getByRole('button', { name: 'Élodie Jeanne MARCHADIER' }).click()
  await tab.waitForURL('**/envoyer_mes_donnees')
  await tab.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
  await tab.waitForURL('**/confirmation/*')
  await tab.goto(`${service.url}/mes_transmissions`)
  await tab.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await tab.waitForURL('**/logout-callback*')
  for (const [who, where] of [
    [/^Martine LEGENDRE/, `/agent/collectivites/${FAY_AUX_LOGES}`],
    [/^Claire FONTENAILLE/, '/dinum'],
  ] as const) {
    await using professional = await openPage()
    const others = listen(professional.context)
    await professional.page.goto(`${service.url}${where === '/dinum' ? where : '/agent'}`)
    await professional.page.getByRole('link', { name: 'S’identifier avec ProConnect', exact: true }).click()
    await professional.page.getByRole('button', { name: who }).click()
    await professional.page.waitForURL(`**${where}`)
    await professional.page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
    await professional.page.waitForURL('**/agent/logout-callback*')
    for (const [name, line] of others) set.set(name, line)
  }
  const { html } = await visit('/cookies')
  expect([...html.matchAll(/<code>(.*?)<\/code>/g)].map(([, name]) => name).toSorted()).toEqual(
    [...set.keys()].toSorted(),
  )
  // How long each lasts, as the page says: with the browser, or some minutes.
  const ages = [...set].map(([name, line]) => [name, line.match(/Max-Age=(\d+)/i)?.[1] ?? null])
  expect(Object.fromEntries(ages)).toEqual({
    qf: null,
    'qf-agent': null,
    'qf-sortie': String(RULES.signOutMinutes * 60),
  })
  expect(await tab.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
})

/** The cookies that our own answers set, by name, with the line that set them; those that remove one are none. */
function listen(context: BrowserContext): Map<string, string> {
  const set = new Map<string, string>()
  context.on('response', async (response) => {
    if (!response.url().startsWith(`${service.url}/`)) return
    const lines = (await response.headersArray()).filter(({ name }) => name.toLowerCase() === 'set-cookie')
    for (const { value } of lines)
      if (!/Max-Age=0/i.test(value)) set.set(value.slice(0, value.indexOf('=')), value)
  })
  return set
}

test('on https the page of cookies gives session cookies the longer name that they have there', async () => {
  const app = new Hono()
    .get('/cookies', (c) => c.html(Cookies({ secure: true })))
    .get('/set', (c) => {
      for (const name of ['qf', 'qf-agent', 'qf-sortie']) sessionCookie(name, true).write(c, 'token')
      return c.body(null)
    })
  const html = await (await app.request('https://qf.example.fr/cookies')).text()
  const set = (await app.request('https://qf.example.fr/set')).headers.getSetCookie()
  expect(set).toHaveLength(3)
  for (const line of set) expect(html).toContain(`<code>${line.slice(0, line.indexOf('='))}</code>`)
})

describe('what these pages promise is what the code does', () => {
  test('figures are those of the code', async () => {
    expect(RULES).toMatchObject({
      reviewMinutes: RESIDENT_SESSION_MINUTES,
      agentIdleMinutes: AGENT_IDLE_MINUTES,
      agentHours: AGENT_SESSION_HOURS,
      warningDays: WARNING_DAYS,
      exportDays: EXPORT_DAYS,
    })
    expect(HELD_MINUTES).toBe(RULES.reviewMinutes)
    const confirmed = new Date('2026-01-15T10:00:00Z')
    const due = new Date(Date.UTC(2026, RULES.accessMonths, 15, 10))
    expect(accessDueAt({ accessConfirmedAt: confirmed }, null)).toEqual(due)
    const { db, refreshLimit } = service.services
    await refreshLimit.take(Buffer.from('nobody'))
    const [limit] = await db.select().from(rateLimits).where(like(rateLimits.key, 'refresh%'))
    const hours = (Number(limit?.expire) - Date.now()) / 3_600_000
    expect(Math.round(hours)).toBe(RULES.refreshHours)
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    const trace = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/journal`)
    expect(trace.text).toContain(`${RULES.traceMonths} mois`)
  })

  test.each([
    ['/faq', [`${RULES.reviewMinutes} minutes`, '60 jours au plus']],
    ['/cgu_usagers', [`${RULES.refreshHours} heures`, `${RULES.reviewMinutes} minutes`, '60 jours au plus']],
    [
      '/cgu_administrations',
      [
        '60 jours au plus',
        `tous les ${RULES.accessMonths} mois`,
        `gardé ${RULES.traceMonths} mois`,
        `Pendant ${RULES.exportDays} jours`,
        '15 jours puis 3 jours avant',
        `plus tard ${RULES.breachHours} heures`,
        `${RULES.agentIdleMinutes} minutes sans rien faire`,
        'article 28',
        'Exemple Courriel, courriels, France',
      ],
    ],
    [
      '/mentions_legales',
      ['Camille Exemple, directrice', '1 rue de l’Exemple', 'Exemple Courriel, courriels'],
    ],
  ])('%s says them, with the retention and the names of this operator', async (path, words) => {
    const { text } = await visit(path, alone)
    for (const word of words) expect(text).toContain(word)
    expect(text).not.toContain('90 jours')
  })

  test('what an operator does not tell is offered on request', async () => {
    const { text } = await visit('/mentions_legales')
    expect(text.match(/sur demande : aide@example\.fr/g)).toHaveLength(3)
    expect((await visit('/cgu_administrations')).text).toContain(
      'Liste à jour donnée sur demande : aide@example.fr',
    )
  })

  test('the real address is the one that was configured', async () => {
    expect((await visit('/faq')).html).toContain(`<strong>${service.url}/</strong>`)
  })
})
