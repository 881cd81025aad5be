import { expect } from 'vitest'
import { TYPED_VALUE } from '../../support/attestation.js'
import { FAY_AUX_LOGES } from '../../support/named.js'
import type { TestService } from '../../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../../support/visitor.js'
import { RESIDENTS, TYPED } from './markers.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
export const GESTIONNAIRE = 'martine.legendre@fay-aux-loges.example'
export const MAIRIE = 'mairie@fay-aux-loges.example'

/** Takes down what somebody was shown. */
export type Note = (...visited: VisitedPage[]) => void

/** A desk to which the file goes by mail at each transmission. */
export async function openDesk(service: TestService): Promise<void> {
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true, acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, GESTIONNAIRE, 'gestionnaire')
  const martine = await signInMartine(service)
  await martine.visit(`${desk}/courriels/adresses`, { form: { adresse: MAIRIE } })
  await service.settle()
  const mail = service.sandbox.mailbox.messages.findLast(({ to }) => to.includes(MAIRIE))
  const link = new URL(mail?.text.match(/http:\S+\/agent\/adresse\/\S+/)?.[0] ?? 'about:missing')
  await service.newVisitor().visit(link, { form: {} })
  const chosen = { frequence: 'transmission', contenu: 'csv', risque: 'oui' }
  expect((await martine.visit(`${desk}/courriels`, { form: chosen })).url.search).toContain('enregistre')
}

export async function signInMartine(service: TestService): Promise<Visitor> {
  const visitor = service.newVisitor()
  await visitor.signIn('/agent/connexion', { identity: 'martine' })
  return visitor
}

export async function readDesk(service: TestService, note: Note): Promise<Visitor> {
  const agent = await signInMartine(service)
  const list = await agent.visit(desk)
  const found = await agent.visit(`${desk}/recherche`, { form: { q: TYPED.search } })
  expect(found.text).toContain(RESIDENTS.sends.familyName)
  const files: number[] = []
  for (const [record] of list.html.matchAll(/\/agent\/collectivites\/\d+\/transmissions\/Q\w{9}(?=")/g)) {
    const opened = await agent.visit(record)
    note(opened)
    const [file] = opened.html.match(/\/agent\/collectivites\/\d+\/transmissions\/\w+\/pieces\/[\w-]+/) ?? []
    if (file) files.push((await agent.request(file)).status)
  }
  expect(new Set(files)).toEqual(new Set([200]))
  note(list, found)
  return agent
}

export async function typeAtCounter(agent: Visitor, note: Note): Promise<void> {
  const form = { ...TYPED.counter, sexe: 'female', ...TYPED_VALUE, nom_connu: TYPED.declared }
  const empty = await agent.visit(`${desk}/guichet`)
  const wrong = await agent.visit(`${desk}/guichet`, {
    form: { ...form, mois: '', cle: fieldOf(empty.html, 'cle') },
  })
  const added = await agent.visit(`${desk}/guichet`, { form: { ...form, cle: fieldOf(wrong.html, 'cle') } })
  expect(added.text).toContain('saisie au guichet')
  note(wrong, added)
}

export async function takeFiles(agent: Visitor, shown: string[]): Promise<void> {
  const csv = await agent.request(`${desk}/export.csv`)
  shown.push(await csv.text())
  const xlsx = await agent.request(`${desk}/export.xlsx`)
  expect((await xlsx.arrayBuffer()).byteLength).toBeGreaterThan(1000)
  await agent.visit(`${desk}/fichiers`)
}

export async function workOnTransmissions(agent: Visitor, note: Note): Promise<void> {
  const { html } = await agent.visit(desk)
  const references = [...new Set([...html.matchAll(/transmissions\/(Q\w{9})/g)].map(([, one = '']) => one))]
  const [first = '', second = ''] = references
  note(await agent.visit(`${desk}/transmissions/${first}/traitement`, { form: { etat: 'traite' } }))
  await agent.visit(`${desk}/selection`, { form: { reference: first, action: 'xlsx' } })
  note(await agent.visit(`${desk}/transmissions/${second}/suppression`))
  await agent.visit(`${desk}/transmissions/${second}/suppression`, { form: {} })
}

export async function manage(service: TestService, gestionnaire: Visitor): Promise<void> {
  const invited = 'bruno.tessieras@fay-aux-loges.example'
  await gestionnaire.visit(`${desk}/agents/invitations`, { form: { courriel: invited, role: 'agent' } })
  await service.settle()
  const mail = service.sandbox.mailbox.messages.findLast(({ to }) => to.includes(invited))
  const link = new URL(mail?.text.match(/http:\S+\/agent\/invitation\/\S+/)?.[0] ?? 'about:missing')
  const bruno = service.newVisitor()
  await bruno.signIn(`${link.pathname}/connexion`, { identity: 'bruno' })
  await bruno.visit(desk)
  await gestionnaire.visit(`${desk}/journal`)
  await gestionnaire.visit(`${desk}/reglages`, { form: { par_guichet: 'oui', conservation: '90' } })
}
