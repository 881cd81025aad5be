import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Attempt, addressOfReturn, attempt } from '../sandbox/misbehaving/attempt.js'
import type { FaultName } from '../sandbox/misbehaving/faults.js'
import { lostRedirects } from '../sandbox/misbehaving/refusals.js'
import {
  type MisbehavingProvider,
  startMisbehavingProvider,
} from '../sandbox/misbehaving/start-misbehaving-provider.js'
import { describeBothSignIns } from '../support/both-sign-ins.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const departure = `${page}/connexion`
const review = `${page}/envoyer_mes_donnees`
const found = { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11, annee_calcul: 2026, mois_calcul: 10 }
let provider: MisbehavingProvider
let service: TestService
let visitor: Visitor

beforeAll(async () => {
  provider = await startMisbehavingProvider({ like: 'franceconnect' })
  service = await startTestService({ environment: provider.environment })
  await service.open(FAY_AUX_LOGES)
})
afterEach(() => provider.behave())
afterAll(() => Promise.all([service?.close(), provider?.close()]))

describeBothSignIns({
  departure,
  alg: 'ES256',
  provider: () => provider,
  signInDespite,
  expectSignedIn,
  expectRefused,
  expectWaysOn,
  expectNotSignedIn,
})

describe('refused for the level of the sign-in', () => {
  test.each<FaultName>(['id-token-acr-missing', 'id-token-acr-eidas2', 'id-token-acr-unknown'])(
    '%s',
    async (fault) => {
      await expectRefused(await signInDespite(fault), 'ACR_NOT_ACCEPTED')
    },
  )
})

// Her transmissions take her `sub` alone: user info is not asked for.
describe('who comes only for her transmissions', () => {
  const own = '/mes_transmissions'

  test('is recognised', async () => {
    const { page: shown, ...tried } = await signInDespite(null, `${own}/connexion`)
    expect([shown.url.pathname, shown.status, tried.errorCodes, tried.told.log]).toEqual([own, 200, [], []])
    expect(shown.html).not.toContain(`href="${own}/connexion"`)
  })

  test.each<[FaultName, string]>([
    ['id-token-sig-invalid', 'OAUTH_INVALID_RESPONSE'],
    ['id-token-nonce-other', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['id-token-acr-missing', 'ACR_NOT_ACCEPTED'],
    ['token-type-dpop', 'TOKEN_TYPE_NOT_ACCEPTED'],
    ['redirect-iss-missing', 'OAUTH_INVALID_RESPONSE'],
    ['error-server-error', 'server_error'],
  ])('is refused despite %s: %s', async (fault, errorCode) => {
    const { page: shown, ...tried } = await signInDespite(fault, `${own}/connexion`)
    expect(tried).toEqual({ errorCodes: [errorCode], told: { log: [], page: [] } })
    expect(shown.status).toBe(400)
    for (const { html } of [shown, await visitor.visit(own)])
      expect(html).toContain(`href="${own}/connexion"`)
  })
})

describe('a return that belongs to no departure of this browser is refused', () => {
  test.each(lostRedirects)('%s', async (fault) => {
    expectLost(await signInDespite(fault))
    await expectNotSignedIn()
  })

  test('the return of another browser, which goes on with it', async () => {
    const [other, here] = [service.newVisitor(), service.newVisitor()]
    const back = await addressOfReturn(other, departure)
    await addressOfReturn(here, departure)
    expectLost(await attempt(service, provider, here, back))
    answerFound()
    expect((await attempt(service, provider, other, back)).page.url.pathname).toBe(review)
  })

  test.each([
    ['used', 'invalid_grant'],
    ['unused', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ])('the %s code of another browser, under a state of its own', async (use, errorCode) => {
    const other = service.newVisitor()
    const theirs = await addressOfReturn(other, departure)
    if (use === 'used') {
      answerFound()
      await other.visit(theirs)
    }
    visitor = service.newVisitor()
    const ours = await addressOfReturn(visitor, departure)
    ours.searchParams.set('code', theirs.searchParams.get('code') ?? '')
    await expectRefused(await attempt(service, provider, visitor, ours), errorCode)
  })
})

async function signInDespite(fault: FaultName | null, address = departure): Promise<Attempt> {
  if (fault) provider.misbehave(fault)
  // What is left over from a refusal would answer the next one.
  service.sandbox.apiParticulier.reset()
  answerFound()
  visitor = service.newVisitor()
  return attempt(service, provider, visitor, address)
}

function answerFound(): void {
  const body = { data: { quotient_familial: found }, links: {}, meta: {} }
  service.sandbox.apiParticulier.script({ status: 200, body })
}

function expectSignedIn({ page: shown, errorCodes, told }: Attempt): void {
  expect([shown.url.pathname, shown.status, errorCodes, told.log]).toEqual([review, 200, [], []])
}

async function expectRefused({ page: shown, errorCodes, told }: Attempt, errorCode: string): Promise<void> {
  expect({ errorCodes, told }).toEqual({ errorCodes: [errorCode], told: { log: [], page: [] } })
  expect(shown.status).toBe(400)
  expectWaysOn(shown)
  await expectNotSignedIn()
}

function expectLost({ page: shown, errorCodes, told }: Attempt): void {
  expect({ errorCodes, told }).toEqual({ errorCodes: ['STATE_UNKNOWN'], told: { log: [], page: [] } })
  expect(shown.status).toBe(400)
  expect(shown.html).toContain('<html lang="fr"')
  expect(shown.html).toContain('href="/collectivites"')
}

function expectWaysOn({ html, text }: VisitedPage): void {
  expect(html).toContain('<html lang="fr"')
  expect(html).toContain(`href="${departure}"`)
  expect(html).toContain(`href="${page}/sans_france_connect"`)
  expect(text).toContain('Faire autrement')
}

async function expectNotSignedIn(): Promise<void> {
  expect((await visitor.visit(review)).status).toBe(403)
}
