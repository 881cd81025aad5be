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

const departure = '/agent/connexion'
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
let provider: MisbehavingProvider
let service: TestService
let visitor: Visitor

beforeAll(async () => {
  provider = await startMisbehavingProvider({ like: 'proconnect' })
  service = await startTestService({ environment: provider.environment })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'hermine.epreuve@fay-aux-loges.example')
})
afterEach(() => provider.behave())
afterAll(() => Promise.all([service?.close(), provider?.close()]))

describeBothSignIns({
  departure,
  alg: 'RS256',
  provider: () => provider,
  signInDespite,
  expectSignedIn,
  expectRefused,
  expectWaysOn,
  expectNotSignedIn,
})

describe('the second factor', () => {
  test.each<FaultName>([
    'id-token-acr-missing',
    'id-token-acr-unknown',
    'id-token-acr-eidas1',
    'id-token-acr-list',
  ])('%s: refused, because the level without one is not enough', async (fault) => {
    await expectRefused(await signInDespite(fault), 'ACR_TOO_LOW')
  })

  test('a level above what a code by e-mail gives is enough', async () => {
    expectSignedIn(await signInDespite('id-token-acr-eidas2'))
  })
})

describe('a return that belongs to no departure of this browser is refused', () => {
  test.each(lostRedirects)('%s', async (fault) => {
    await expectRefused(await signInDespite(fault), 'STATE_UNKNOWN')
  })

  test('the return of another browser, which goes on with it', async () => {
    const other = service.newVisitor()
    const back = await addressOfReturn(other, departure)
    visitor = service.newVisitor()
    await addressOfReturn(visitor, departure)
    await expectRefused(await attempt(service, provider, visitor, back), 'STATE_UNKNOWN')
    expect((await attempt(service, provider, other, back)).page.url.pathname).toBe(desk)
  })

  // An unused code is bound to the other browser's verifier (PKCE), so the provider refuses it.
  test.each(['used', 'unused'])('the %s code of another browser, under a state of its own', async (use) => {
    const other = service.newVisitor()
    const theirs = await addressOfReturn(other, departure)
    if (use === 'used') await other.visit(theirs)
    visitor = service.newVisitor()
    const ours = await addressOfReturn(visitor, departure)
    ours.searchParams.set('code', theirs.searchParams.get('code') ?? '')
    await expectRefused(await attempt(service, provider, visitor, ours), 'invalid_grant')
  })
})

async function signInDespite(fault: FaultName | null): Promise<Attempt> {
  if (fault) provider.misbehave(fault)
  visitor = service.newVisitor()
  return attempt(service, provider, visitor, departure)
}

function expectSignedIn({ page, errorCodes, told }: Attempt): void {
  expect([page.url.pathname, page.status, errorCodes, told.log]).toEqual([desk, 200, [], []])
}

async function expectRefused({ page, errorCodes, told }: Attempt, errorCode: string): Promise<void> {
  expect({ errorCodes, told }).toEqual({ errorCodes: [errorCode], told: { log: [], page: [] } })
  expect(page.status).toBe(400)
  expectWaysOn(page)
  await expectNotSignedIn()
}

function expectWaysOn({ html }: VisitedPage): void {
  expect(html).toContain('<html lang="fr"')
  expect(html).toContain(`href="${departure}"`)
}

async function expectNotSignedIn(): Promise<void> {
  const entrance = await visitor.visit('/agent')
  expect([entrance.url.pathname, entrance.status]).toEqual(['/agent', 200])
  expectWaysOn(entrance)
  expect((await visitor.visit(desk)).url.pathname).toBe('/agent')
}
