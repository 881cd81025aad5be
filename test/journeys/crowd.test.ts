import { expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService } from '../support/service.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const residents = ['ordinary', 'zero', 'msa', 'corsica', 'born-abroad']

test('five residents of one commune at the same second, the fund answering in two: all reach the review', async () => {
  const service = await startTestService()
  try {
    await service.open(FAY_AUX_LOGES)
    service.sandbox.apiParticulier.answersTake(2_000)
    const visitors = residents.map(() => service.newVisitor())
    const callbacks = await Promise.all(
      visitors.map((visitor, at) =>
        visitor.answerProvider(`${page}/connexion`, { identity: residents[at] ?? '' }),
      ),
    )
    const landed = await Promise.all(visitors.map((visitor, at) => visitor.visit(callbacks[at] ?? '')))
    expect(landed.map(({ url }) => url.pathname)).toEqual(residents.map(() => `${page}/envoyer_mes_donnees`))
    const { requests } = service.sandbox.apiParticulier
    expect(requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  } finally {
    await service.close()
  }
})
