import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, submissions } from '#src/db/schema.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
let service: TestService
let agent: Visitor
let reference: string

beforeAll(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example')
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
})
beforeEach(async () => {
  const { safe, db } = service.services
  await asCollectivite(db, FAY_AUX_LOGES, (tx) => tx.delete(submissions))
  await sendTo(safe, FAY_AUX_LOGES, contentOf({ identity: { ...nadege, familyName: 'AUTRE' } }))
  reference = (await sendTo(safe, FAY_AUX_LOGES))?.reference ?? ''
})
afterAll(() => service?.close())

const record = () => `${desk}/transmissions/${reference}`
const treat = (etat: string, path = `${record()}/traitement`) => agent.visit(path, { form: { etat } })

async function traceOf(name: string): Promise<string[]> {
  const events = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    tx.select().from(auditEvents).orderBy(auditEvents.seq),
  )
  return events.filter(({ references }) => references.includes(name)).map(({ action }) => action)
}

test('a transmission is marked as treated and back, once each, with its trace', async () => {
  expect((await agent.visit(record())).html).toContain('Marquer comme traité')
  for (const _twice of [1, 2]) {
    const shown = await treat('traite')
    expect(shown.url.pathname).toBe(record())
    expect(shown.text).toContain('Traité le')
    expect(shown.html).toContain('Remettre à traiter')
  }
  expect((await treat('a-traiter')).text).toContain('Statut À traiter')
  const said = (await traceOf(reference)).filter((action) => action.includes('trait'))
  expect(said).toEqual(['traitement', 'remise à traiter'])
})

test('the list says what remains, and shows one state by its address', async () => {
  await treat('traite')
  const all = await agent.visit(desk)
  expect(all.text).toContain('2 transmissions, dont 1 à traiter.')
  const toTreat = await agent.visit(`${desk}?etat=a-traiter`)
  expect([toTreat.text.includes('AUTRE'), toTreat.text.includes(nadege.familyName)]).toEqual([true, false])
  const treated = await agent.visit(`${desk}?etat=traite`)
  expect([treated.text.includes('AUTRE'), treated.text.includes(nadege.familyName)]).toEqual([false, true])
  expect((await agent.visit(`${desk}?etat=autre`)).text).toContain('AUTRE')
})

test('nothing is treated that is unknown, another’s, or asked from elsewhere', async () => {
  const ofCalvi = (await sendTo(service.services.safe, CALVI))?.reference ?? ''
  for (const name of [ofCalvi, 'Q23456789B', 'x'])
    expect((await treat('traite', `${desk}/transmissions/${name}/traitement`)).status).toBe(404)
  const foreign = `/agent/collectivites/${CALVI}/transmissions/${ofCalvi}/traitement`
  expect((await treat('traite', foreign)).status).toBe(404)
  const stranger = await service.newVisitor().visit(`${record()}/traitement`, { form: { etat: 'traite' } })
  expect(stranger.url.pathname).toBe('/agent')
  const forged = await agent.request(`${record()}/traitement`, {
    form: { etat: 'traite' },
    headers: { Origin: 'https://evil.example' },
  })
  expect(forged.status).toBe(403)
  expect((await agent.visit(desk)).text).toContain('2 transmissions, dont 2 à traiter.')
})
