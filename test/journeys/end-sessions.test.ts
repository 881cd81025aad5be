import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { operatorActs } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const review = `/collectivites/${FAY_AUX_LOGES}/envoyer_mes_donnees`
let service: TestService

beforeAll(async () => {
  service = await startTestService({ kind: 'superuser' })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())

test('one command signs everybody out, is noted, and lets them sign in again', async () => {
  const [resident, agent, operator] = [service.newVisitor(), service.newVisitor(), service.newVisitor()]
  await resident.signIn(`/collectivites/${FAY_AUX_LOGES}/connexion`, { identity: 'ordinary' })
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await operator.signIn('/dinum/connexion', { identity: 'claire' })
  const whereTheyAre = async () => [
    (await resident.visit(review)).url.pathname,
    (await agent.visit(desk)).url.pathname,
    (await operator.visit('/dinum/journal')).url.pathname,
  ]
  expect(await whereTheyAre()).toEqual([review, desk, '/dinum/journal'])

  const lines: string[] = []
  await runAdmin(['sessions:end'], service.environment, (line) => lines.push(line))
  // The resident's from before her sign-in is one too.
  expect(lines).toEqual(['4 sessions ended'])
  expect(await whereTheyAre()).toEqual([review, '/agent', '/dinum'])
  expect((await resident.visit(review)).html).not.toContain('Transmettre mon quotient familial')
  const acts = await service.services.db.select().from(operatorActs)
  expect(acts).toContainEqual(expect.objectContaining({ act: 'sessions terminées', concerned: '4 sessions' }))

  await agent.signIn('/agent/connexion', { identity: 'martine' })
  expect((await agent.visit(desk)).url.pathname).toBe(desk)
})
