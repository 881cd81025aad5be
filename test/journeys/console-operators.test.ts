import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import { addMember } from '#src/collectivite/members.js'
import { decide } from '#src/onboarding/decide.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const CLAIRE = 'claire.fontenaille@numerique.example'
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const page = `/dinum/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`

let service: TestService
let claire: Visitor

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
  await service.newVisitor().signIn('/agent/connexion', { identity: 'martine' })
  await sendTo(service.services.safe, FAY_AUX_LOGES)
  claire = await signInOperator(service)
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.settle()
  service.sandbox.mailbox.clear()
})

const mails = async () => {
  await service.settle()
  return service.sandbox.mailbox.messages
}

test('an operator cannot let herself in: neither by her organisation, nor by a link, nor where she is named', async () => {
  const refused = await claire.visit(`${page}/organisations`, { form: { siren: '130 025 265' } })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('ses agents ne lisent rien des habitants')

  // Even if somebody else named her, and her organisation worked for the collectivité.
  const { db } = service.services
  await db.execute(
    `insert into partner_organisations (siret, siren) values ('${FAY_AUX_LOGES}', '130025265')`,
  )
  await addMember(db, FAY_AUX_LOGES, { email: CLAIRE, role: 'gestionnaire' })
  const again = await service.newVisitor().signIn('/agent/connexion', { identity: 'claire' })
  expect(again.url.pathname).toBe('/dinum')
  expect((await claire.visit(desk)).url.pathname).toBe('/dinum')
  expect((await claire.request(`${desk}/export.csv`)).status).toBe(303)

  await claire.visit(`${page}/contacts/contact-metier`, { form: { nom: 'Claire', courriel: CLAIRE } })
  const link = (await mails())
    .find(({ to }) => to.includes(CLAIRE))
    ?.text.match(/https?:\S+invitation\S+/)?.[0]
  if (link) {
    const accepted = await claire.visit(link, { form: {} })
    expect(accepted.url.pathname).toBe('/dinum')
    const byLink = await service.newVisitor().signIn(`${link}/connexion`, { identity: 'claire' })
    expect(byLink.url.pathname).toBe('/dinum')
  }
})

test('nor for another of her organisations: her address opens no desk, nor the console', async () => {
  const { emails } = service.services.config.dinum
  emails.push(MARTINE)
  try {
    const martine = service.newVisitor()
    const refused = await martine.signIn('/agent/connexion', { identity: 'martine' })
    expect([refused.url.pathname, refused.status]).toEqual(['/dinum', 403])
    expect(refused.text).toContain('aucun espace d’agent, dans aucune organisation')
    expect((await martine.visit(desk)).url.pathname).toBe('/dinum')
    expect((await martine.request(`${desk}/export.csv`)).status).toBe(303)
  } finally {
    emails.pop()
  }
})

test('gestionnaires are told by mail whom the operator lets in', async () => {
  await claire.visit(`${page}/contacts/demandeur`, { form: { nom: '', courriel: 'nouvelle@fay.example' } })
  const told = (await mails()).find(({ to }) => to.includes(MARTINE))
  expect(told?.text).toContain('nouvelle@fay.example est attendu comme gestionnaire')
  expect(told?.text).toContain(`${desk}/agents`)
  service.sandbox.mailbox.clear()
  await claire.visit(`${page}/organisations`, { form: { siren: '264501420' } })
  expect((await mails()).find(({ to }) => to.includes(MARTINE))?.text).toContain('SIREN 264501420')
})

test('gestionnaires who were told of a closing are told that it is undone', async () => {
  const { safe } = service.services
  for (const decision of ['fermeture', 'reprise'] as const)
    await changeAccess(safe, FAY_AUX_LOGES, (tx, note) =>
      decide(service.services, tx, note, { siret: FAY_AUX_LOGES, decision, actor: 'service' }),
    )
  const subjects = (await mails()).map(({ subject }) => subject)
  expect(subjects).toContain('Le service est rouvert pour votre collectivité')
})
