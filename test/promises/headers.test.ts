import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptMemberships } from '#src/collectivite/access/accept-memberships.js'
import { factory } from '#src/http/factory.js'
import { securityHeaders } from '#src/http/security-headers.js'
import { attestationPdf } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { askPlainly } from '../support/plain-request.js'
import { fillRoute, routesOf } from '../support/routes.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { RequestOptions } from '../support/visitor.js'
import { openGallery } from '../templates/gallery.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const NOBODY_ANSWERS = 'http://127.0.0.1:9/api/v2'

let service: TestService
let reference: string
/** Whose cookie a request carries. */
let cookies: Record<'nobody' | 'resident' | 'gestionnaire' | 'operator', string>

beforeAll(async () => {
  service = await startTestService({ environment: { PROCONNECT_ISSUER: NOBODY_ANSWERS } })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, MARTINE.email, 'gestionnaire')
  const resident = service.newVisitor()
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const file = { kind: 'pdf', bytes: Buffer.from(await attestationPdf()) } as const
  const sent = await sendTo(service.services.safe, FAY_AUX_LOGES, undefined, undefined, [file])
  reference = sent?.reference ?? ''
  cookies = {
    nobody: '',
    resident: resident.cookie('qf') ?? '',
    gestionnaire: await cookieOf(MARTINE),
    operator: await cookieOf(CLAIRE),
  }
})
afterAll(() => service?.close())

const MARTINE = {
  sub: 'martine',
  email: 'martine.legendre@fay-aux-loges.example',
  givenName: 'Martine',
  usualName: 'LEGENDRE',
  siret: FAY_AUX_LOGES,
}
const CLAIRE = {
  sub: 'claire',
  email: 'claire.fontenaille@numerique.example',
  givenName: 'Claire',
  usualName: 'FONTENAILLE',
  siret: '13002526500013',
}

async function cookieOf(agent: typeof MARTINE): Promise<string> {
  const { agentSessions, now } = service.services
  await acceptMemberships(service.services.safe, agent)
  const signedIn = { agent, idToken: 'x', since: now().toISOString() }
  const until = new Date(now().getTime() + 1_800_000)
  return `qf-agent=${(await agentSessions.create({ pending: [], signedIn }, until)).token}`
}

const EVERYWHERE = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': expect.stringMatching(/^[a-z-]+=\(\)(, [a-z-]+=\((self)?\))+$/),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
}
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const OF_A_FILE = "default-src 'none'; sandbox"
// Of nobody, and the same for all.
const MAY_BE_KEPT =
  /^\/(assets\/|api\/(collectivites|openapi\.json)|schemas\/|statistiques|robots\.txt|\.well-known\/)/
const TELLS_OF_THE_SERVER = ['server', 'x-powered-by', 'via', 'x-aspnet-version']

/** Looks at everything that stands above an answer. */
function expectSafe(what: string, path: string, { status, headers }: Response): void {
  const all = Object.fromEntries(headers)
  const openToAll = headers.get('access-control-allow-origin') === '*'
  const isFile = path.includes('/pieces/') && headers.has('content-disposition')
  const kept = status < 400 && MAY_BE_KEPT.test(path)
  expect([what, all]).toEqual([
    what,
    expect.objectContaining({
      ...EVERYWHERE,
      'content-security-policy': isFile ? OF_A_FILE : CSP,
      'cross-origin-resource-policy': openToAll ? 'cross-origin' : 'same-origin',
      'cache-control': kept ? expect.any(String) : expect.stringMatching(/^no-store(, no-transform)?$/),
    }),
  ])
  expect([what, Object.keys(all).filter((name) => TELLS_OF_THE_SERVER.includes(name))]).toEqual([what, []])
  if (openToAll) expect([what, path]).toEqual([what, expect.stringMatching(MAY_BE_KEPT)])
  if (headers.has('set-cookie')) expect([what, kept]).toEqual([what, false])
}

function ask(who: keyof typeof cookies, path: string, options: RequestOptions = {}): Promise<Response> {
  const headers = { ...(cookies[who] ? { Cookie: cookies[who] } : {}), ...options.headers }
  return service.newVisitor().request(path, { ...options, headers })
}

const fileOf = async () => {
  const record = await (await ask('gestionnaire', `${desk}/transmissions/${reference}`)).text()
  return record.match(/href="([^"]*\/pieces\/[^"]*)"/)?.[1] ?? ''
}

describe('every answer', () => {
  test.each(['nobody', 'resident', 'gestionnaire', 'operator'] as const)(
    'to %s, at every address, carries the security headers and is stored nowhere',
    async (who) => {
      const routes = routesOf(service.services)
      expect(routes.length).toBeGreaterThan(140)
      const statuses = new Set<number>()
      for (const { method, path } of routes) {
        const address = fillRoute(path, {
          siret: FAY_AUX_LOGES,
          reference,
          code_cog: '45142',
          place: 'demandeur',
        })
        const asked: RequestOptions[] =
          method === 'GET' ? [{}, { method: 'HEAD' }] : [{ form: { x: '1' }, headers: { Origin: 'null' } }]
        for (const options of asked) {
          const answer = await ask(who, address, options)
          expectSafe(`${who} ${options.method ?? method} ${path} ${answer.status}`, address, answer)
          statuses.add(answer.status)
          await answer.arrayBuffer()
        }
      }
      expect([...statuses]).toEqual(expect.arrayContaining([200, 303, 403, 404]))
    },
  )

  test.each<[string, keyof typeof cookies, string, string | RegExp]>([
    ['CSV', 'gestionnaire', `${desk}/export.csv`, /^text\/csv/],
    ['Excel', 'gestionnaire', `${desk}/export.xlsx`, /spreadsheetml/],
    ['poster', 'gestionnaire', `${desk}/faire-connaitre/affiche.pdf`, 'application/pdf'],
    ['QR code', 'gestionnaire', `${desk}/faire-connaitre/qr.svg`, /^image\/svg/],
    ['receipt', 'nobody', '/administrations/essai/recepisse.pdf', 'application/pdf'],
    ['JSON', 'nobody', '/api/collectivites', /^application\/json/],
    ['schema', 'nobody', '/schemas/quotients-familiaux/1.0.0/schema.json', /^application\/json/],
  ])('%s', async (name, who, path, type) => {
    const answer = await ask(who, path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(type)])
    expectSafe(name, path, answer)
  })

  test('a file that a resident joined comes as a download in a sandbox', async () => {
    const path = await fileOf()
    const answer = await ask('gestionnaire', path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    expectSafe('attachment', path, answer)
  })

  test.each<[number, string, keyof typeof cookies, RequestOptions]>([
    [304, '/api/collectivites', 'nobody', {}],
    [400, '/callback?code=x&state=y', 'nobody', {}],
    [401, '/api/collectivites', 'nobody', { body: '{}' }],
    [403, '/agent/deconnexion', 'gestionnaire', { form: {}, headers: { Origin: 'https://mechant.example' } }],
    [404, '/inconnue', 'nobody', {}],
    [404, '/assets/inconnu.css', 'nobody', {}],
    [404, '/api/inconnue', 'nobody', {}],
    [405, '/agent/deconnexion', 'gestionnaire', {}],
    [405, '/', 'nobody', { method: 'PUT' }],
    [413, '/deconnexion', 'nobody', { form: { x: 'x'.repeat(70_000) } }],
    [415, '/deconnexion', 'nobody', { body: 'x' }],
    [503, '/agent/connexion', 'nobody', {}],
    [503, page, 'nobody', { headers: { 'Sec-Purpose': 'prefetch' } }],
  ])('%i at %s', async (status, path, who, options) => {
    const etag = status === 304 ? (await ask('nobody', path)).headers.get('etag') : null
    const headers = { ...options.headers, ...(etag ? { 'If-None-Match': etag } : {}) }
    const answer = await ask(who, path, { ...options, headers })
    expect(answer.status).toBe(status)
    expectSafe(`${status} ${path}`, path, answer)
  })

  test('411', async () => {
    const type = { 'Content-Type': 'multipart/form-data; boundary=x', Origin: service.url }
    const sent = { method: 'POST', headers: { ...type, 'Transfer-Encoding': 'chunked' }, body: '--x--' }
    const { status, headers } = await askPlainly(`${service.url}${page}/attestation`, sent)
    expect(status).toBe(411)
    expectSafe('411', page, new Response(null, { status, headers: headers as Record<string, string> }))
  })

  test('429, as a page and as JSON', async () => {
    const wrong = { method: 'POST', headers: { Authorization: 'Bearer x', 'X-Forwarded-For': '192.0.2.1' } }
    const departure = { headers: { 'X-Forwarded-For': '192.0.2.1' } }
    for (const [path, options] of [
      ['/api/collectivites', wrong],
      ['/mes_transmissions/connexion', departure],
    ] as const) {
      for (let at = 0; at < 30; at++) await ask('nobody', path, options)
      const answer = await ask('nobody', path, options)
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
      expectSafe(`429 ${path}`, path, answer)
    }
  })

  test('500', async () => {
    const url = 'url' in service.database.config ? service.database.config.url : ''
    const owner = postgres(url, { max: 1, onnotice: () => {} })
    await owner`alter table communes rename to communes_away`
    try {
      const answer = await ask('nobody', '/collectivites?q=fay')
      expect(answer.status).toBe(500)
      expectSafe('500', '/collectivites', answer)
    } finally {
      await owner`alter table communes_away rename to communes`
      await owner.end()
    }
  })

  test('over https it says that there is nothing else, for two years', async () => {
    const app = (secure: boolean) => factory.createApp().use(securityHeaders(() => secure))
    const { headers } = await app(true).request('/')
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains; preload')
    expect((await app(false).request('/')).headers.has('strict-transport-security')).toBe(false)
  })
})

test('no page has anything inline: no script, no style, no handler, nothing from another site', async () => {
  const gallery = await openGallery(0)
  try {
    for (const { path } of gallery.pages) {
      const html = await (await fetch(gallery.url + path)).text()
      const inline = [
        ...html.matchAll(/<script(?![^>]*\ssrc="\/assets\/)[^>]*>/g),
        ...html.matchAll(/<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<base|<iframe|<object|<embed/gi),
        ...html.matchAll(
          /<(?:script|img|link|source|use)[^>]*\s(?:src|srcset|href)="(?:https?:)?\/\/[^"]*"/g,
        ),
      ].map(([found]) => found)
      expect([path, inline]).toEqual([path, []])
    }
  } finally {
    await gallery.close()
  }
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
