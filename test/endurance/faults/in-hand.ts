import { setTimeout as wait } from 'node:timers/promises'
import { createVisitor } from '../../support/visitor.js'
import type { World } from './world.js'

const REQUESTS = 10
const SLOW_MILLISECONDS = 3_000
const QF = { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11, annee_calcul: 2026, mois_calcul: 10 }

/**
 * Returns from FranceConnect while the fund is slow, under way at the service when this ends.
 * @returns the status of each once it was answered to its last byte, or why it was not
 */
export async function requestsInHand({ service, spareSirets }: World): Promise<{
  answers: Promise<(number | string)[]>
}> {
  const { apiParticulier } = service.sandbox
  const back = await Promise.all(
    spareSirets.slice(0, REQUESTS).map(async (siret) => {
      apiParticulier.answerAlways(siret, {
        status: 200,
        body: { data: { quotient_familial: QF }, links: {}, meta: {} },
        delayMs: SLOW_MILLISECONDS,
      })
      const visitor = createVisitor(service.url)
      const address = await visitor.answerProvider(`/collectivites/${siret}/connexion`, { identity: 'zero' })
      return { visitor, address }
    }),
  )
  const answers = Promise.all(
    back.map(async ({ visitor, address }) => {
      try {
        const response = await visitor.request(address)
        await response.text()
        return response.status
      } catch (error) {
        return String(error)
      }
    }),
  )
  const asked = () =>
    apiParticulier.requests.filter(({ query }) => spareSirets.includes(query.recipient ?? ''))
  while (asked().length < REQUESTS) await wait(50)
  return { answers }
}
