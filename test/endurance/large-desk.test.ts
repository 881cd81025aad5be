import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSafe } from '../support/fill.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const ROWS = 20_001
let service: TestService
let agent: Visitor

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const start = Date.now() - ROWS * 1000
  await fillSafe(service.services.safe, FAY_AUX_LOGES, ROWS, (index) => ({
    createdAt: new Date(start + index * 1000),
  }))
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
}, 60_000)
afterAll(() => service?.close())

test('a desk of 20 001 rows says so, searches the newest 2 000, and sends who wants Excel to the CSV', async () => {
  const page = await agent.visit(desk)
  expect(page.text).toContain(
    'Plus de 2 000 transmissions, dont plus de 2 000 à traiter. Plus de 2 000 ne sont',
  )
  const search = await agent.visit(`${desk}/recherche`, { form: { q: 'marqueur' } })
  expect(search.text).toContain('dans les 2 000 transmissions les plus récentes')
  const refused = await agent.visit(`${desk}/export.xlsx`)
  expect([refused.status, refused.text.includes('trop grand pour Excel')]).toEqual([422, true])
  expect((await agent.visit(`${desk}/fichiers`)).text).toContain('Aucun fichier n’a encore été téléchargé.')
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  expect(csv.split('\r\n')).toHaveLength(ROWS + 2)
}, 120_000)
