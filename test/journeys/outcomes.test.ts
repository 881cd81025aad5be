import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  service.sandbox.apiParticulier.slowAnswersTake(500)
})
afterAll(() => service?.close())

describe('each outcome has its page, and a way on', () => {
  test.each([
    ['null-value', 'no-value', 'n’est pas encore calculé', false],
    ['no-caf-file', 'no-file', 'La CAF n’a pas de dossier', false],
    ['no-msa-file', 'no-file', 'La MSA n’a pas de dossier', false],
    ['no-file-anywhere', 'no-file', 'Ni la CAF ni la MSA', false],
    ['not-identified', 'not-identified', 'n’ont pas reconnu votre identité', false],
    ['presumed-date', 'not-identified', 'n’ont pas reconnu votre identité', false],
    ['european', 'not-identified', 'n’ont pas reconnu votre identité', false],
    ['busy', 'busy', 'Beaucoup de demandes', true],
    ['maintenance', 'unavailable', 'maintenance est en cours', true],
    ['timeout', 'unavailable', 'ne répondent pas', true],
    ['html', 'unavailable', 'ne répondent pas', true],
    ['missing-key', 'misconfigured', 'a un problème', false],
  ])('%s: %s', async (identity, outcome, words, again) => {
    const visitor = service.newVisitor()
    // Who is busy is asked again for as long as the token lives.
    service.sandbox.franceConnect.makeTokensExpireAfter(outcome === 'busy' ? 7 : 60)
    const shown = await visitor.signIn(`${page}/connexion`, { identity })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain(words)
    expect(shown.text).toContain('Rien n’a été transmis')
    expect(shown.text).toContain('Faire autrement')
    expect(shown.html.includes(`href="${page}/connexion"`)).toBe(again)
    expect(shown.html).toContain('action="/deconnexion"')
    expect(service.logs.join('')).toContain(`"outcome":"${outcome}"`)
    expect((await visitor.visit(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  })

  test.each([
    ['zero', 'Un quotient familial à 0'],
    ['msa', 'MSA'],
    ['unknown-provider', 'RNCPS'],
    ['slow', '1 180'],
    ['born-abroad', 'code INSEE 99352'],
    ['corsica', '2A004'],
    ['name-with-space', 'DE LA ROCHEBRUNE'],
    ['name-with-apostrophe', "L'HOSTELLIER"],
    ['gender-unspecified', 'DOUCERIN'],
  ])('%s is found and reads %s', async (identity, words) => {
    const review = await service.newVisitor().signIn(`${page}/connexion`, { identity })
    expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    expect(review.text).toContain(words)
  })

  test('sign-in-again: the token was too old', async () => {
    service.sandbox.apiParticulier.script({
      status: 401,
      body: { errors: [{ code: '51502', title: '', detail: '', meta: {} }] },
    })
    const shown = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    expect(shown.text).toContain('vous identifier de nouveau')
  })

  test('a collision with another resident of the commune is asked again, and passes', async () => {
    const collision = { status: 409, body: { errors: [{ code: '00015', title: '', detail: '', meta: {} }] } }
    service.sandbox.apiParticulier.script(collision, collision)
    const review = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
  })

  test('a connection cut in the middle is tried again, and a second time is a breakdown', async () => {
    service.sandbox.apiParticulier.script({ disconnect: true })
    const review = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    service.sandbox.apiParticulier.script({ disconnect: true }, { disconnect: true })
    const shown = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    expect([shown.status, shown.text.includes('ne répondent pas')]).toEqual([200, true])
  })
})

describe('FranceConnect sends her back without an identity', () => {
  test.each([
    ['access_denied', 'n’est pas terminée', 'S’identifier avec FranceConnect'],
    ['server_error', 'le bouton vous ramène à FranceConnect', 'Recommencer'],
    ['temporarily_unavailable', 'Réessayez dans un quart d’heure, ou faites autrement', 'Réessayer'],
  ])('%s', async (error, words, button) => {
    service.sandbox.franceConnect.failNextSignIn(error)
    const shown = await service.newVisitor().visit(`${page}/connexion`)
    expect(shown.text).toContain(words)
    const main = shown.html.slice(shown.html.indexOf('<main'))
    const [, way = ''] = main.match(new RegExp(`href="${page}/connexion"[^>]*>([\\s\\S]*?)</a>`)) ?? []
    expect(way.replace(/<[^>]+>/g, '')).toBe(button)
    expect(shown.text.includes('FranceConnect est indisponible')).toBe(error === 'temporarily_unavailable')
  })
})

test('a maintenance that is announced says from when on to try again', async () => {
  const shown = await service.newVisitor().signIn(`${page}/connexion`, { identity: 'maintenance' })
  expect(shown.text).toMatch(/Réessayez après (\d+ h \d\d|le \d+)/)
})

test('only what we need is asked for', async () => {
  const departure = await service.newVisitor().request(`${page}/connexion`)
  const asked = new URL(departure.headers.get('location') ?? '').searchParams
  expect(asked.get('scope')).toBe('openid identite_pivot cnaf_quotient_familial')
  expect([...asked.keys()].sort()).toEqual([
    'acr_values',
    'client_id',
    'nonce',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
  ])
  service.sandbox.apiParticulier.reset()
  await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
  expect(service.sandbox.apiParticulier.requests).toMatchObject([
    {
      method: 'GET',
      path: '/v3/dss/quotient_familial/france_connect',
      query: { recipient: FAY_AUX_LOGES },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ])
})

test('FranceConnect out of reach says so, when to come again, and leads on', async () => {
  const cut = await startTestService({ environment: { FRANCECONNECT_ISSUER: 'http://127.0.0.1:9/api/v2' } })
  await cut.open(FAY_AUX_LOGES)
  const shown = await cut.newVisitor().visit(`${page}/connexion`)
  expect(shown.status).toBe(503)
  expect(shown.headers.get('retry-after')).toBe('60')
  expect(shown.html).toContain(`${page}/sans_france_connect`)
  await cut.close()
})
