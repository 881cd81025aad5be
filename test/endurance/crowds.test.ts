import { afterEach, beforeEach, expect, test } from 'vitest'
import { identities } from '../sandbox/franceconnect/identities.js'
import { siretsOfCommunes } from '../support/communes.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'

const WITH_A_VALUE = ['ordinary', 'zero', 'msa', 'corsica', 'born-abroad', 'unknown-provider']
const BUDGET = 900
const QF = { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11, annee_calcul: 2026, mois_calcul: 10 }
let service: TestService

beforeEach(async () => {
  service = await startTestService()
})
afterEach(() => service?.close())

const pathOf = (siret: string) => `/collectivites/${siret}`
const identityOf = (at: number) => WITH_A_VALUE[at % WITH_A_VALUE.length] ?? ''
const hasReview = ({ url }: VisitedPage) => url.pathname.endsWith('/envoyer_mes_donnees')

/** Each signs in and comes back at once: FranceConnect's codes live 30 seconds. */
function comeBackTogether(visitors: Visitor[], siretOf: (at: number) => string): Promise<VisitedPage[]> {
  return Promise.all(
    visitors.map((visitor, at) =>
      visitor.signIn(`${pathOf(siretOf(at))}/connexion`, { identity: identityOf(at) }),
    ),
  )
}

/** What residents do who read « Réessayer »: press it, until they have their review. */
async function untilAllReview(visitors: Visitor[], siretOf: (at: number) => string): Promise<number> {
  let landed = await comeBackTogether(visitors, siretOf)
  let rounds = 1
  for (; !landed.every(hasReview) && rounds < 12; rounds++) {
    landed = await Promise.all(
      landed.map(async (shown, at) => {
        if (hasReview(shown)) return shown
        expect(shown.status).toBe(200)
        expect(shown.text).toContain('Beaucoup de demandes')
        const again = shown.html.match(/href="([^"]+connexion[^"]*)"[^>]*>Réessayer</)?.[1]
        return visitors[at]?.signIn(again ?? expect.unreachable(), { continue: '1' }) ?? shown
      }),
    )
  }
  expect(landed.every(hasReview)).toBe(true)
  return rounds
}

test('fifty residents of one commune at once, the fund answering in two seconds: a review, or busy and one click', async () => {
  await service.open(FAY_AUX_LOGES)
  // Everybody is another person, so nobody's answer is kept from before.
  const { apiParticulier } = service.sandbox
  const answer = { status: 200, body: { data: { quotient_familial: QF }, links: {}, meta: {} } }
  apiParticulier.answerAlways(FAY_AUX_LOGES, { ...answer, delayMs: 2_000 })
  const visitors = Array.from({ length: 50 }, () => service.newVisitor())
  const rounds = await untilAllReview(visitors, () => FAY_AUX_LOGES)
  expect(rounds).toBeGreaterThan(1)
  const { requests, mostCallsWithin } = apiParticulier
  expect(requests).toHaveLength(50)
  for (const [at, { startedAt }] of requests.slice(1).entries())
    expect(startedAt).toBeGreaterThanOrEqual(requests[at]?.endedAt ?? Number.POSITIVE_INFINITY)
  expect(mostCallsWithin(60_000)).toBeLessThanOrEqual(BUDGET)
})

test('two hundred residents of fifty communes at once: the calls stay within the budget', async () => {
  const sirets = await siretsOfCommunes(service.services.db, 50)
  for (const siret of sirets) await service.open(siret)
  const visitors = Array.from({ length: 200 }, () => service.newVisitor())
  await untilAllReview(visitors, (at) => sirets[at % sirets.length] ?? '')
  const { requests, mostCallsWithin } = service.sandbox.apiParticulier
  expect(requests.length).toBeGreaterThanOrEqual(200)
  expect(mostCallsWithin(60_000)).toBeLessThanOrEqual(BUDGET)
  expect(mostCallsWithin(4_000)).toBeLessThanOrEqual(2 * 56)
})

test('identities of this test have a value', () => {
  const known = identities.map(({ id }) => id)
  expect(known).toEqual(expect.arrayContaining(WITH_A_VALUE))
})
