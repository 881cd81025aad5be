import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { changedTables, watchDatabase } from '../support/fingerprint.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { askPlainly } from '../support/plain-request.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { fillRoute, routesOf } from '../support/routes.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const FORM = 'application/x-www-form-urlencoded'
const REFUSED = 'Il ne venait pas d’une page de ce service'
// Machines call these, with a secret in each call and without cookies.
const OF_MACHINES = /^\/api\//

const clock = fixedClock('2026-11-27T10:00:00Z')
let database: TestDatabase<{ url: string }>
let tables: Awaited<ReturnType<typeof watchDatabase>>
let service: TestService
let reference: string
let cookies: Record<'resident' | 'agent' | 'operator', string>

beforeAll(async () => {
  database = await createTestDatabase('superuser')
  tables = await watchDatabase(database.config.url)
  const environment = { DATABASE_URL: database.config.url }
  service = await startTestService({ environment, worker: false, now: clock })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
  const [resident, martine] = [service.newVisitor(), service.newVisitor()]
  reference = await transmit(resident)
  // One more waits for her word.
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const claire = await signInOperator(service)
  const of = (visitor: Visitor, name: string) => visitor.cookie(name) ?? ''
  cookies = { resident: of(resident, 'qf'), agent: of(martine, 'qf-agent'), operator: of(claire, 'qf-agent') }
  await service.services.counters.write()
})
afterAll(async () => {
  await service?.close()
  await tables?.close()
  await database?.drop()
})

async function transmit(resident: Visitor): Promise<string> {
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  return (await resident.visit(`${page}/envois`, { form })).url.pathname.split('/').at(-1) ?? ''
}

const cookieFor = (path: string) =>
  path.startsWith('/dinum') ? cookies.operator : path.startsWith('/agent') ? cookies.agent : cookies.resident
const addressOf = (path: string) => service.url + fillRoute(path, { siret: FAY_AUX_LOGES, reference })
const postRoutes = () => routesOf(service.services).filter(({ method }) => method === 'POST')
const pagesAsked = () =>
  routesOf(service.services).filter(({ method, path }) => method === 'GET' && !path.startsWith('/assets/'))

async function changes(work: () => Promise<unknown>): Promise<string[]> {
  const before = await tables.read()
  await work()
  await service.services.counters.write()
  return changedTables(before, await tables.read())
}

/** What a page elsewhere can make a browser send, and what it can at most leave out. */
function fromElsewhere(): [name: string, headers: Record<string, string>][] {
  const { protocol, port, host } = new URL(service.url)
  return [
    ['neither Origin nor Sec-Fetch-Site', {}],
    ['Origin null', { Origin: 'null' }],
    ['Origin null, cross-site', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['another origin', { Origin: 'https://mechant.example' }],
    ['another origin, cross-site', { Origin: 'https://mechant.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['a site of the same domain', { Origin: `${protocol}//autre.${host}`, 'Sec-Fetch-Site': 'same-site' }],
    ['a site of the same domain, long ago', { Origin: `${protocol}//autre.${host}` }],
    ['the same machine by another port', { Origin: `${protocol}//localhost:${Number(port) + 1}` }],
    ['our name over https', { Origin: `https://${host}` }],
    ['an origin that begins like ours', { Origin: `${service.url}.mechant.example` }],
    ['two origins', { Origin: `${service.url} https://mechant.example` }],
    ['our address as Referer alone', { Referer: `${service.url}${page}` }],
    ['our address as Referer, Origin null', { Referer: `${service.url}${page}`, Origin: 'null' }],
    ['no page at all', { 'Sec-Fetch-Site': 'none' }],
    ['a site that nobody knows', { 'Sec-Fetch-Site': 'same-origin, cross-site' }],
    ['another host than ours', { Host: 'mechant.example', Origin: 'http://mechant.example' }],
  ]
}

const BODIES: [name: string, type: string | null, body: string][] = [
  ['a form', FORM, 'revue=x&siret=x&role=agent'],
  ['a form in capitals', `${FORM.toUpperCase()}; charset=UTF-8`, 'revue=x'],
  [
    'a form with files',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
  ],
  ['text', 'text/plain', 'revue=x'],
  ['JSON as text', 'text/plain; application/json', '{"revue":"x"}'],
  ['JSON', 'application/json', '{"revue":"x"}'],
  ['nothing', null, ''],
  ['bytes of no type', null, 'revue=x'],
]

function post(path: string, headers: Record<string, string>, [, type, body]: (typeof BODIES)[number]) {
  const own = { Cookie: cookieFor(path), ...(type ? { 'Content-Type': type } : {}) }
  const length = { 'Content-Length': String(Buffer.byteLength(body)) }
  return askPlainly(addressOf(path), { method: 'POST', headers: { ...own, ...length, ...headers }, body })
}

describe('a form is taken from our own pages only', () => {
  test('no route takes one from elsewhere, whoever is signed in and however it is written', async () => {
    const routes = postRoutes()
    expect(routes.length).toBeGreaterThan(40)
    for (const { path } of routes) {
      const changed = await changes(async () => {
        for (const [at, [from, headers]] of fromElsewhere().entries()) {
          // Each way with a form, and all there is to write with each way in turn.
          for (const body of BODIES.filter((_, other) => other === 0 || other === at % BODIES.length)) {
            const { status } = await post(path, headers, body)
            expect([path, from, body[0], status]).toEqual([
              path,
              from,
              body[0],
              expect.toBeOneOf(refusalsOf(path)),
            ])
          }
        }
      })
      expect([path, changed.filter((table) => table !== 'public.rate_limits')]).toEqual([path, []])
    }
  })

  test('what no form of ours sends is not taken from our own pages either', async () => {
    const ours = { Origin: service.url, 'Sec-Fetch-Site': 'same-origin' }
    for (const { path } of postRoutes().filter(({ path }) => !OF_MACHINES.test(path))) {
      const changed = await changes(async () => {
        for (const body of BODIES.filter(([name]) => /^(text|JSON|bytes)/.test(name)))
          expect([path, body[0], (await post(path, ours, body)).status]).toEqual([path, body[0], 415])
      })
      expect([path, changed]).toEqual([path, []])
    }
  })

  test('no other method comes in under the name of one', async () => {
    const override = {
      'X-HTTP-Method-Override': 'POST',
      'X-Method-Override': 'POST',
      'X-HTTP-Method': 'POST',
    }
    const changed = await changes(async () => {
      for (const { path } of postRoutes()) {
        for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
          const headers = {
            Cookie: cookieFor(path),
            Origin: service.url,
            'Content-Type': FORM,
            'Content-Length': '7',
            ...override,
          }
          const answer = await askPlainly(addressOf(path), { method, headers, body: 'revue=x' })
          expect([method, path, answer.status]).toEqual([
            method,
            path,
            expect.toBeOneOf([204, 405, 415, 404]),
          ])
        }
        const address = `${addressOf(path)}?_method=POST`
        const headers = { Cookie: cookieFor(path), ...override }
        await askPlainly(address, { headers: { ...headers, 'Sec-Fetch-Site': 'cross-site' } })
      }
    })
    expect(changed).toEqual([])
  })
})

const TRACE = ['audit_events', 'audit_heads']
// By what changes: the trace of who read, a departure that has not come back, an attempt that is counted, a count.
const OPENED_BY_A_LINK = {
  [desk.replace(FAY_AUX_LOGES, ':siret')]: TRACE,
  '/agent/collectivites/:siret/transmissions/:reference': ['submissions', ...TRACE, 'daily_counts'],
  '/agent/collectivites/:siret/transmissions/:reference/suppression': TRACE,
  '/mes_transmissions/connexion': ['rate_limits', 'sessions'],
  '/collectivites/:siret/connexion': ['rate_limits', 'sessions', 'daily_counts'],
  '/collectivites/:siret': ['daily_counts'],
  '/collectivites/:siret/me_connecter': ['daily_counts'],
  '/collectivites/:siret/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}': ['rate_limits'],
  '/agent/adresse/:token': ['rate_limits'],
  '/agent/invitation/:token': ['rate_limits'],
  '/agent/invitation/:token/connexion': ['rate_limits'],
}

describe('what a link or an image on another site can do', () => {
  const image = { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }
  const frame = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }
  const visit = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }

  test('an image, a frame or a look ahead changes nothing, though cookies come along', async () => {
    for (const { path } of pagesAsked()) {
      const changed = await changes(async () => {
        for (const [site, fetched] of [
          ['same-site', image],
          ['same-site', frame],
          ['cross-site', image],
          ['cross-site', frame],
          ['none', { ...visit, 'Sec-Purpose': 'prefetch;prerender' }],
        ] as const) {
          const headers = { Cookie: cookieFor(path), 'Sec-Fetch-Site': site, ...fetched }
          await askPlainly(addressOf(path), { headers })
        }
      })
      expect([path, changed]).toEqual([path, []])
    }
  })

  test('a link opens a page, which is traced as opened, and no more: no file is taken, nothing is sent or decided', async () => {
    const done: Record<string, string[]> = {}
    for (const { path } of pagesAsked()) {
      const headers = { Cookie: cookieFor(path), 'Sec-Fetch-Site': 'cross-site', ...visit }
      const changed = await changes(() => askPlainly(addressOf(path), { headers }))
      if (changed.length > 0) done[path] = changed.map((table) => table.replace('public.', ''))
    }
    expect(done).toEqual(OPENED_BY_A_LINK)
  })

  test.each<[string, Record<string, string>]>([
    ['a browser that says so', { 'Sec-Fetch-Site': 'cross-site', ...visit }],
    ['a site of the same domain', { 'Sec-Fetch-Site': 'same-site', ...visit }],
    [
      'a browser of before 2023, from another page',
      { 'User-Agent': 'Mozilla/5.0 (Macintosh) Safari/605', Referer: 'https://mechant.example/' },
    ],
    [
      'a browser of before 2023, from a page that says nothing',
      { 'User-Agent': 'Mozilla/5.0 (Macintosh) Safari/605' },
    ],
  ])('%s takes no file of transmissions away', async (_, headers) => {
    for (const file of ['export.csv', 'export.xlsx']) {
      const changed = await changes(async () => {
        const answer = await askPlainly(`${service.url}${desk}/${file}`, {
          headers: { Cookie: cookies.agent, ...headers },
        })
        expect([answer.status, answer.text.includes('se télécharge depuis votre espace')]).toEqual([
          403,
          true,
        ])
      })
      expect(changed).toEqual([])
    }
  })
})

describe('our own pages', () => {
  test.each<[string, Record<string, string>]>([
    ['a browser of today', { 'Sec-Fetch-Site': 'same-origin' }],
    ['one that hides Origin', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }],
    ['one of before 2023, which says Origin with every form', {}],
  ])('%s sends every form', async (_, fetched) => {
    for (const { path } of postRoutes().filter(({ path }) => !OF_MACHINES.test(path))) {
      const headers = { ...('Sec-Fetch-Site' in fetched ? {} : { Origin: service.url }), ...fetched }
      const answer = await post(path, headers, ['an empty form', FORM, ''])
      expect([path, answer.text.includes(REFUSED), answer.status]).toEqual([
        path,
        false,
        expect.toSatisfy((status: number) => status < 500 && status !== 415),
      ])
    }
  })

  test('a browser of before 2023 takes a file from the page that offers it', async () => {
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    const headers = {
      Cookie: martine.cookie('qf-agent') ?? '',
      'User-Agent': 'Mozilla/5.0 (Macintosh) Safari/605',
      Referer: `${service.url}${desk}/fichiers`,
    }
    expect((await askPlainly(`${service.url}${desk}/export.csv`, { headers })).status).toBe(200)
  })
})

function refusalsOf(path: string): number[] {
  return OF_MACHINES.test(path) ? [401, 429] : [403, 415]
}
