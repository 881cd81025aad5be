import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rateLimits } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { askPlainly, type PlainAnswer } from '../support/plain-request.js'
import { fillRoute, routesOf } from '../support/routes.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const EVIL = 'mechant.example'
/** What says where a request is for, or from, and is believed of nobody. */
const LIES: Record<string, string> = {
  Host: EVIL,
  'X-Forwarded-Host': EVIL,
  'X-Forwarded-Server': EVIL,
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Scheme': 'https',
  'X-Forwarded-Port': '4444',
  'X-Forwarded-Prefix': `//${EVIL}`,
  'X-Host': EVIL,
  'X-Original-Host': EVIL,
  'X-Original-URL': '/dinum/journal',
  'X-Rewrite-URL': '/dinum/journal',
  'X-HTTP-Method-Override': 'POST',
  Forwarded: `for=203.0.113.66;host=${EVIL};proto=https`,
  'X-Forwarded-For': '203.0.113.66',
  'X-Real-IP': '203.0.113.66',
  'True-Client-IP': '203.0.113.66',
  'CF-Connecting-IP': '203.0.113.66',
  'Fly-Client-IP': '203.0.113.66',
}

let service: TestService
let cookies: Record<'nobody' | 'resident' | 'gestionnaire' | 'operator', string>
let reference: string

beforeAll(async () => {
  service = await startTestService({ environment: { TRUST_PROXY: 'none' } })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const [resident, martine] = [service.newVisitor(), service.newVisitor()]
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  reference = (await resident.visit(`${page}/envois`, { form })).url.pathname.split('/').at(-1) ?? ''
  await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const claire = await signInOperator(service)
  const of = (visitor: Visitor, name: string) => visitor.cookie(name) ?? ''
  cookies = {
    nobody: '',
    resident: of(resident, 'qf'),
    gestionnaire: of(martine, 'qf-agent'),
    operator: of(claire, 'qf-agent'),
  }
})
afterAll(() => service?.close())
beforeEach(() => service.services.db.delete(rateLimits))

const addressOf = (path: string) => service.url + fillRoute(path, { siret: FAY_AUX_LOGES, reference })
const withCookie = (who: keyof typeof cookies) => (cookies[who] ? { Cookie: cookies[who] } : {})

/** Everything an answer says, but what changes from one to the next. */
function saidIn({ status, headers, setCookies, text }: PlainAnswer) {
  const location = headers.location?.replace(/(state|nonce|code_challenge)=[^&]*/g, '$1')
  const attributes = setCookies.map((line) => line.replace(/=[^;]*/, ''))
  const stable = text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replace(/name="revue" value="[^"]*"/g, '')
  return { status, location, attributes, text: stable }
}

test.each(['nobody', 'resident', 'gestionnaire', 'operator'] as const)(
  'no page of %s, no redirect and no cookie is another for who lies about host, scheme, path or method',
  async (who) => {
    const paths = routesOf(service.services).flatMap(({ method, path }) => (method === 'GET' ? [path] : []))
    // Files are made anew each time, and exports empty the list of what is new.
    for (const path of paths.filter((one) => !/\.(csv|xlsx|pdf|odt)|export|callback/.test(one))) {
      // What is opened for the first time says so from then on.
      await askPlainly(addressOf(path), { headers: withCookie(who) })
      const honest = saidIn(await askPlainly(addressOf(path), { headers: withCookie(who) }))
      const headers = { ...withCookie(who), ...LIES }
      const answer = await askPlainly(addressOf(path), { headers })
      expect([path, saidIn(answer)]).toEqual([path, honest])
      const said = JSON.stringify([answer.headers, answer.text])
      expect([path, said.includes(EVIL), said.includes('203.0.113.66')]).toEqual([path, false, false])
    }
  },
)

test('what a form answers leads nowhere else, and it is still asked whence it came', async () => {
  for (const { method, path } of routesOf(service.services)) {
    if (method === 'GET' || path.startsWith('/api/')) continue
    const type = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' }
    const asked = (origin: string) =>
      askPlainly(addressOf(path), { method, headers: { ...type, ...LIES, Origin: origin } })
    expect([path, (await asked(`http://${EVIL}`)).status]).toEqual([path, 403])
    const { headers, text } = await asked(service.url)
    expect([path, JSON.stringify([headers, text]).includes(EVIL)]).toEqual([path, false])
  }
})

test('links in mails, the QR code, the poster’s address and the schema are of the configured address', async () => {
  const asked = { ...LIES, Cookie: cookies.gestionnaire, Origin: service.url }
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({ courriel: 'accueil@fay.example', role: 'agent' }).toString()
  const path = `${service.url}${desk}/agents/invitations`
  const answer = await askPlainly(path, {
    method: 'POST',
    headers: { ...asked, ...form, 'Content-Length': String(body.length) },
    body,
  })
  expect(answer.status).toBe(303)
  await service.settle()
  const mails = service.sandbox.mailbox.messages.map(({ text, html }) => `${text}${html}`).join('')
  expect(mails).toContain(`${service.url}/agent/invitation/`)
  expect(mails).not.toContain(EVIL)
  for (const [path, who] of [
    ['/schemas/quotients-familiaux/1.0.0/schema.json', 'nobody'],
    ['/api/openapi.json', 'nobody'],
    ['/.well-known/security.txt', 'nobody'],
    [`${desk}/faire-connaitre`, 'gestionnaire'],
  ] as const) {
    const { text } = await askPlainly(service.url + path, { headers: { ...withCookie(who), ...LIES } })
    expect([path, text.includes(new URL(service.url).host), text.includes(EVIL)]).toEqual([path, true, false])
  }
})

test('FranceConnect and ProConnect are told to send back to the configured address', async () => {
  for (const [path, back] of [
    [`${page}/connexion`, '/callback'],
    ['/agent/connexion', '/agent/callback'],
  ] as const) {
    const { headers } = await askPlainly(service.url + path, { headers: LIES })
    const asked = new URL(headers.location ?? '').searchParams
    expect(asked.get('redirect_uri')).toBe(service.url + back)
  }
})

describe('no limit follows what a client says of its address', () => {
  test.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Fly-Client-IP', 'True-Client-IP'])(
    '%s',
    async (name) => {
      const statuses: number[] = []
      for (let at = 0; at < 31; at++) {
        const value = name === 'Forwarded' ? `for=198.51.100.${at}` : `198.51.100.${at}`
        statuses.push(
          (await askPlainly(`${service.url}${page}/connexion`, { headers: { [name]: value } })).status,
        )
      }
      expect(statuses.slice(29)).toEqual([302, 429])
    },
  )
})

test.each(['mechant.example', 'localhost.mechant.example', 'a:1', '', '[::1]', 'x'.repeat(300)])(
  'to the host %j it is as to any other: nothing is chosen by it',
  async (host) => {
    const { status, headers } = await askPlainly(service.url, { headers: { Host: host } })
    expect(status).toBeOneOf([200, 400])
    expect(headers.location).toBeUndefined()
  },
)
