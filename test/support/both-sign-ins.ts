import { describe, expect, test } from 'vitest'
import type { Attempt } from '../sandbox/misbehaving/attempt.js'
import { basicModules } from '../sandbox/misbehaving/basic-modules.js'
import type { FaultName } from '../sandbox/misbehaving/faults.js'
import { hastenTimeouts } from '../sandbox/misbehaving/hasten-timeouts.js'
import { refusals, silences, unusableMetadata } from '../sandbox/misbehaving/refusals.js'
import type { MisbehavingProvider } from '../sandbox/misbehaving/start-misbehaving-provider.js'
import type { VisitedPage } from './visitor.js'

/** One of our two sign-ins, and how its pages say what happened. */
export type SignInUnderTest = {
  departure: string
  alg: 'ES256' | 'RS256'
  provider(): MisbehavingProvider
  signInDespite(fault: FaultName | null): Promise<Attempt>
  expectSignedIn(tried: Attempt): void
  expectRefused(tried: Attempt, errorCode: string): Promise<void>
  expectWaysOn(page: VisitedPage): void
  expectNotSignedIn(): Promise<void>
}

// Longer than hastened time-outs take, shorter than the ordinary ones.
const SOON = 5_000

/** What holds for residents and agents alike. */
export function describeBothSignIns({
  departure,
  alg,
  provider,
  signInDespite,
  expectSignedIn,
  expectRefused,
  expectWaysOn,
  expectNotSignedIn,
}: SignInUnderTest): void {
  describe('metadata that is of no use sends nobody away, and is not kept', () => {
    test.each(unusableMetadata)('%s: %s', async (fault, errorCode) => {
      const { page: shown, ...tried } = await signInDespite(fault)
      expect(shown.status).toBe(503)
      expect(shown.url.pathname).toBe(departure)
      expectWaysOn(shown)
      expect(tried.errorCodes[0]).toBe(errorCode)
      expect(tried.told).toEqual({ log: [], page: [] })
    })

    test('discovery-never: the wait has an end', { timeout: SOON }, async () => {
      using _ = hastenTimeouts()
      expect((await signInDespite('discovery-never')).page.status).toBe(503)
    })
  })

  describe('oidcc-client-basic-certification-test-plan', () => {
    test.each(basicModules(alg))('%s: %s', async (_, outcome, fault) => {
      const tried = await signInDespite(fault)
      if (outcome === 'signed-in') expectSignedIn(tried)
      else await expectRefused(tried, outcome)
    })
  })

  describe.each(Object.entries(refusals))('refused for %s', (_, cases) => {
    test.each(cases)('%s: %s', async (fault, errorCode) => {
      await expectRefused(await signInDespite(fault), errorCode)
    })
  })

  test.each(silences)('%s: the wait has an end', { timeout: SOON }, async (fault) => {
    using _ = hastenTimeouts()
    await expectRefused(await signInDespite(fault), 'OAUTH_TIMEOUT')
  })

  test('the keys are asked for with the tokens, not after them, and once', async () => {
    const { asked } = provider()
    const before = asked.length
    const keysAsked = () => asked.slice(before).filter((path) => path.endsWith('/jwks'))
    await signInDespite('token-invalid-grant')
    expect(keysAsked()).toHaveLength(1)
    provider().behave()
    expectSignedIn(await signInDespite(null))
    expect(keysAsked()).toHaveLength(2)
  })

  describe('keys change and nobody notices', () => {
    test('under a new name', async () => {
      await provider().rotateKey(`pkcs11:${alg}:hsm-2`)
      expectSignedIn(await signInDespite(null))
    })
    test('under the same name', async () => {
      await provider().rotateKey()
      expectSignedIn(await signInDespite(null))
    })
    test('one that cannot be read stands beside them', async () => {
      expectSignedIn(await signInDespite('keys-with-unreadable-one'))
    })
  })

  test('giving up is no failure', async () => {
    const tried = await signInDespite('error-access-denied')
    expect(tried.page.status).toBe(200)
    expectWaysOn(tried.page)
    expect(tried).toMatchObject({ errorCodes: ['ACCESS_DENIED'], told: { log: [], page: [] } })
    await expectNotSignedIn()
  })
}
