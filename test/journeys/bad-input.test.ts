import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type RequestOptions, type VisitedPage, type Visitor } from '../support/visitor.js'

const SUSPENDED = '21974013100012'
const CLOSED = '21450346800016'
const WAITING = CALVI
const page = `/collectivites/${FAY_AUX_LOGES}`
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true })
  await service.open(SUSPENDED, { state: 'suspendue' })
  await service.open(CLOSED, { state: 'fermée' })
  await service.open(WAITING, { state: 'en attente' })
})
afterAll(() => service?.close())

/** A page in French with a way on, of this status. */
function expectPage({ status, html, text }: VisitedPage, expected: number): void {
  expect(status).toBe(expected)
  expect(html).toContain('<html lang="fr"')
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(html.slice(html.indexOf('<main'), html.indexOf('</main'))).toMatch(/<a [^>]*href="\//)
  expect(text).not.toMatch(/undefined|\[object|Error:/)
}

describe('a collectivité that cannot be used', () => {
  test.each([
    ['unknown', '/collectivites/21310555400018', 404],
    ['malformed', '/collectivites/12345', 404],
    ['not passing Luhn', '/collectivites/21450142100018', 404],
    ['no number', '/collectivites/%00%ff', 404],
    ['closed', `/collectivites/${CLOSED}`, 410],
    ['suspended', `/collectivites/${SUSPENDED}`, 200],
    ['waiting', `/collectivites/${WAITING}`, 200],
    ['not in the service', '/collectivites?commune=45234', 200],
    ['unknown COG', '/collectivites?commune=99999', 404],
    ['a null byte for a COG', '/collectivites?commune=%00', 404],
  ])('%s', async (_name, path, status) => {
    expectPage(await service.newVisitor().visit(path), status)
  })

  test.each([SUSPENDED, CLOSED, WAITING])('%s offers no sign-in and takes no sending', async (siret) => {
    const visitor = service.newVisitor()
    const { html } = await visitor.visit(`/collectivites/${siret}`)
    expect(html).not.toContain('/connexion')
    const departure = await visitor.request(`/collectivites/${siret}/connexion`)
    expect([departure.status, departure.headers.get('location')]).toEqual([303, `/collectivites/${siret}`])
    const sending = await visitor.request(`/collectivites/${siret}/envois`, { form: { revue: 'x' } })
    expect([sending.status, sending.headers.get('location')]).toEqual([303, `/collectivites/${siret}`])
  })
})

describe('the return from FranceConnect', () => {
  test('without a cookie, or with a state that is not ours, signs nobody in', async () => {
    const visitor = service.newVisitor()
    const back = await visitor.answerProvider(`${page}/connexion`, { identity: 'dubois' })
    expectPage(await service.newVisitor().visit(back), 400)
    const forged = new URL(back)
    forged.searchParams.set('state', 'x'.repeat(43))
    expectPage(await visitor.visit(forged), 400)
    expectPage(await visitor.visit('/callback'), 400)
    expectPage(await visitor.visit('/callback?code=%00&state=%ff'), 400)
    expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  })

  test('reloaded by the same browser is harmless; replayed by another one is refused', async () => {
    const visitor = service.newVisitor()
    const back = await visitor.answerProvider(`${page}/connexion`, { identity: 'dubois' })
    const before = visitor.cookie('qf')
    expect((await visitor.visit(back)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    expect(visitor.cookie('qf')).not.toBe(before)
    expect((await visitor.visit(back)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    expectPage(await service.newVisitor().visit(back), 400)
  })

  test.each([
    [{ error: 'access_denied' }, 200],
    [{ error: 'server_error' }, 400],
  ])('with %j leads on', async (answer, status) => {
    expectPage(await service.newVisitor().signIn(`${page}/connexion`, answer), status)
  })
})

test('trying again after a failure keeps the identifier of the link', async () => {
  const visitor = service.newVisitor()
  const failed = await visitor.signIn(`${page}/connexion?external_id=FAM-7`, { identity: 'maintenance' })
  expect(failed.html).toContain(`${page}/connexion?external_id=FAM-7`)
})

test('two tabs that leave and come back at once both arrive', async () => {
  const visitor = service.newVisitor()
  const tabs = [
    await visitor.answerProvider(`${page}/connexion`, { identity: 'dubois' }),
    await visitor.answerProvider(`${page}/connexion`, { identity: 'dubois' }),
  ]
  for (const back of tabs)
    expect((await visitor.visit(back)).url.pathname).toBe(`${page}/envoyer_mes_donnees`)
})

test('another person on the same browser finds nothing of the one before', async () => {
  const visitor = service.newVisitor()
  await visitor.signIn(`${page}/connexion`, { identity: 'dubois' })
  await visitor.signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  expectPage(await visitor.visit(`${page}/envoyer_mes_donnees`), 403)
})

describe('the sending', () => {
  const send = (visitor: Visitor, form: Record<string, string>) => visitor.visit(`${page}/envois`, { form })

  test('without a session is refused, and nothing is stored', async () => {
    expectPage(await send(service.newVisitor(), { revue: 'x' }), 403)
  })

  test('twice is one transmission, with one reference', async () => {
    const { visitor, revue } = await signedIn()
    const [first, second] = await Promise.all([send(visitor, { revue }), send(visitor, { revue })])
    expectPage(first, 200)
    expect(second?.url.href).toBe(first?.url.href)
    expect((await send(visitor, { revue })).url.href).toBe(first?.url.href)
    expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).url.href).toBe(first?.url.href)
  })

  test('of a page that is not the current one asks to read again, and loses nothing', async () => {
    const { visitor, revue } = await signedIn()
    for (const tampered of ['', 'x', revue.replace(/./g, '0')])
      expectPage(await send(visitor, { revue: tampered }), 409)
    expectPage(await send(visitor, {}), 409)
    expect((await send(visitor, { revue })).url.pathname).toContain('/confirmation/')
  })

  test('with too long a text says so beside the field, and keeps what was typed', async () => {
    const { visitor, revue } = await signedIn()
    const long = 'é'.repeat(101)
    const refused = await send(visitor, { revue, nom_connu: 'Mme Essai', enfants_ou_services: long })
    expectPage(refused, 422)
    expect(refused.html).toContain(`value="${long}"`)
    expect(refused.html).toContain('value="Mme Essai"')
    expect(refused.html).toContain('href="#enfants_ou_services"')
    expect(refused.text).toContain('101 caractères')
    expect((await send(visitor, { revue, nom_connu: 'Mme Essai' })).status).toBe(200)
  })

  test.each<[string, RequestOptions, number]>([
    ['of 1 MB', { form: { revue: 'x', nom_connu: 'a'.repeat(1_000_000) } }, 413],
    ['as JSON', { body: '{}', headers: { 'Content-Type': 'application/json' } }, 415],
    ['as multipart', { body: '--x--', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } }, 415],
    ['without a type', { body: new Uint8Array([1, 2, 3]) }, 415],
    ['from another site', { form: { revue: 'x' }, headers: { Origin: 'https://evil.example' } }, 403],
    ['by PUT', { method: 'PUT', form: { revue: 'x' } }, 405],
    ['by GET', {}, 405],
    ['with null bytes', { form: { revue: '\u0000', '\u0000': '\u0000', __proto__: 'x' } }, 409],
  ])('%s', async (_name, options, status) => {
    const { visitor } = await signedIn()
    expectPage(await visitor.visit(`${page}/envois`, options), status)
  })

  test('by a browser that says only its origin, or only that it is the same, is accepted', async () => {
    for (const headers of [{ Origin: service.url }, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }]) {
      const { visitor, revue } = await signedIn()
      expect((await visitor.visit(`${page}/envois`, { form: { revue }, headers })).status).toBe(200)
    }
  })
})

test('the confirmation shows only in the session that sent', async () => {
  const { visitor, revue } = await signedIn()
  const { url } = await visitor.visit(`${page}/envois`, { form: { revue } })
  const receipt = await visitor.request(`${url.pathname}.pdf`)
  expect(receipt.headers.get('content-type')).toBe('application/pdf')
  expect(
    Buffer.from(await receipt.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  for (const path of [url.pathname, `${url.pathname}.pdf`])
    expectPage(await service.newVisitor().visit(path), 404)
  const signedOut = await visitor.visit('/deconnexion', { form: {} })
  expect(signedOut.headers.get('refresh')).toMatch(/^0; url=http.*\/session\/end\?/)
  for (const path of [url.pathname, `${url.pathname}.pdf`]) expectPage(await visitor.visit(path), 404)
})

test.each([
  ['an unknown address', '/inconnue', 404],
  ['an address with another method', '/collectivites', 405],
])('%s', async (_name, path, status) => {
  const options = status === 405 ? { form: {} } : {}
  const visited = await service.newVisitor().visit(path, options)
  expectPage(visited, status)
  if (status === 405) expect(visited.headers.get('allow')).toBe('GET')
})

test('addresses printed by the State’s form go on working', async () => {
  const visitor = service.newVisitor()
  const printed = await visitor.visit(`/collectivities/${FAY_AUX_LOGES}?external_id=007`)
  expect(printed.url.pathname + printed.url.search).toBe(`${page}?external_id=007`)
  const review = await visitor.signIn(`${page}/connexion?external_id=007`, { identity: 'dubois' })
  expect(review.text).toContain('007')
  expectPage(
    await visitor.visit(
      `${page}/me_connecter?external_id=${'x'.repeat(101)}&redirect_uri=https://evil.example`,
    ),
    200,
  )
})

async function signedIn(): Promise<{ visitor: Visitor; revue: string }> {
  const visitor = service.newVisitor()
  const review = await visitor.signIn(`${page}/connexion`, { identity: 'dubois' })
  return { visitor, revue: fieldOf(review.html, 'revue') }
}
