import { desc, eq, isNull, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readTrace } from '#src/audit/trace.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { habilitations, mails, operatorActs } from '#src/db/schema.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import type { RequestOptions } from '../sandbox/datapass/create-request.js'
import { siretsOfCommunes } from '../support/communes.js'
import { press, signInOperator } from '../support/operator.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const HELENE = 'helene.charbonnet@vitry-aux-loges.example'
const CONTACT = 'periscolaire@vitry-aux-loges.example'
const SIVOS = '25450142200011'

let service: TestService
let claire: Visitor
let sirets: string[]

beforeAll(async () => {
  service = await startTestService()
  claire = await signInOperator(service)
  sirets = await siretsOfCommunes(service.services.db, 60)
})
afterEach(() => service.sandbox.mailbox.clear())
afterAll(() => service?.close())

const dataPass = () => service.sandbox.dataPass
const newSiret = () => sirets.shift() ?? ''
const demandeOf = (options: RequestOptions = {}) =>
  dataPass().createRequest({ siret: newSiret(), insee: 'empty', ...options })
type Request = ReturnType<typeof demandeOf>
const pageOf = ({ id }: Request) => `/dinum/datapass/demandes/${id}`
const stateOf = async (siret: string) => (await findCollectivite(service.services.db, siret))?.state ?? null
const rowOf = async ({ id }: Request) =>
  (await service.services.db.select().from(habilitations).where(eq(habilitations.id, id)))[0]
const addresses = () => service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()
const lastAct = async () =>
  (await service.services.db.select().from(operatorActs).orderBy(desc(operatorActs.seq)).limit(1))[0]
const traceOf = async (siret: string) =>
  (
    await readTrace(service.services.db, siret, { actions: null, reference: null, before: null, limit: 20 })
  ).map(({ actor, action }) => `${action} ${actor.split(':')[0]}`)

type Options = Parameters<ReturnType<typeof dataPass>['fire']>[2]
const at = (minute: number) => ({ firedAt: new Date(Date.UTC(2026, 9, 1, 8, minute)) })
async function fire(request: Request, event: string, options: Options = {}) {
  expect(await dataPass().fire(request, event, options)).toMatchObject({ status: 204 })
  await service.settle()
}
const toOrganization = (siret: string) => ({ changes: { organization: { siret, insee: 'empty' as const } } })

describe('what DataPass said', () => {
  test('stands in a list, the newest first, by page, and by what it is about', async () => {
    const [one, other] = [demandeOf(), demandeOf()]
    await fire(one, 'approve', at(1))
    for (let minute = 2; minute < 60; minute++)
      await dataPass().fire(other, 'update', { ...at(minute), evenIfImpossible: true })
    await service.settle()
    const first = await claire.visit('/dinum/datapass')
    expect(first.status).toBe(200)
    expect(first.text).toContain('Événements plus anciens')
    expect(first.text).not.toContain('Validation Demande')
    const [, older = ''] = first.html.match(/href="([^"]*avant=\d+)"/) ?? []
    const second = await claire.visit(older.replaceAll('&amp;', '&'))
    expect(rowsOf(second.text, one.id)).toBe(1)
    expect(second.text).toContain('Événements les plus récents')

    const ofOne = await claire.visit(`/dinum/datapass?siret=${spaced(one.organization.siret ?? '')}`)
    expect([rowsOf(ofOne.text, one.id), rowsOf(ofOne.text, other.id)]).toEqual([1, 0])
    const approvals = await claire.visit('/dinum/datapass?evenement=approve')
    expect([rowsOf(approvals.text, one.id), rowsOf(approvals.text, other.id)]).toEqual([1, 0])
    const nothing = await claire.visit('/dinum/datapass?etat=non-traites')
    expect(nothing.text).toContain('Aucun événement ne correspond')
    for (const strange of ['?siret=%27or', '?evenement=%00', '?avant=x', '?etat=__proto__'])
      expect((await claire.visit(`/dinum/datapass${strange}`)).status).toBe(200)
  })

  test('is opened on demand, in the journal, until it is erased', async () => {
    const request = demandeOf({ name: 'COMMUNE <DE> ESSAI' })
    await fire(request, 'approve', at(1))
    const page = await eventPage(request)
    expect(page.text).toContain('Traité le')
    expect(page.html).not.toMatch(/CHARBONNET|Hélène/)
    const opened = await press(claire, page, 'Ouvrir le contenu')
    expect(opened.text).toContain(`Hélène CHARBONNET, ${HELENE}`)
    expect(opened.text).toContain('"phone_number": "0238590000"')
    expect(opened.html).not.toContain('<DE>')
    expect(await lastAct()).toMatchObject({
      act: 'contenu ouvert',
      organizationSiret: request.organization.siret,
      concerned: expect.stringMatching(`^D${request.id}, événement \\d+$`),
    })
    expect((await claire.visit('/dinum/journal')).text).toContain('Contenu ouvert')

    const in91Days = () => new Date(Date.now() + 91 * 86_400_000)
    await erasePayloads({ db: service.services.db, now: in91Days })
    expect((await eventPage(request)).text).toContain('effacé')
    expect((await claire.visit(opened.url, { form: {} })).html).not.toContain('CHARBONNET')
  })

  test('of a demande that is none of ours has no content', async () => {
    const alone = demandeOf({ form: 'api-particulier' })
    await fire(alone, 'approve', at(1))
    expect((await eventPage(alone)).text).toContain('Rien n’est gardé du contenu')
  })

  test('is acted upon again when asked, and nobody is invited twice', async () => {
    const request = demandeOf()
    await fire(request, 'approve', at(1))
    const siret = request.organization.siret ?? ''
    // As after a fault of ours.
    await service.services.db
      .update(habilitations)
      .set({ active: false })
      .where(eq(habilitations.id, request.id))
    service.sandbox.mailbox.clear()
    for (const page of [await eventPage(request), await claire.visit(pageOf(request))]) {
      const done = await press(claire, page, 'Rejouer la demande')
      expect(done.text).toContain('La demande est appliquée de nouveau')
      await service.settle()
      expect(await lastAct()).toMatchObject({ act: 'événement rejoué' })
    }
    expect(await rowOf(request)).toMatchObject({ active: true })
    expect(await stateOf(siret)).toBe('en attente')
    expect(addresses()).toEqual([])
  })

  test('that nobody ever said is not there', async () => {
    for (const path of ['/dinum/datapass/999999999', '/dinum/datapass/demandes/999999999'])
      expect((await claire.visit(path)).status).toBe(404)
    expect((await claire.visit('/dinum/datapass/demandes/999999999/rejeu', { form: {} })).status).toBe(404)
  })

  test('is for operators alone', async () => {
    const request = demandeOf()
    await fire(request, 'approve', at(1))
    const { pathname } = (await eventPage(request)).url
    const paths = [
      '/dinum/datapass',
      pathname,
      pageOf(request),
      '/dinum/ecarts',
      '/dinum/pannes',
      '/dinum/editeurs',
    ]
    const agent = service.newVisitor()
    await agent.signIn('/dinum/connexion', { identity: 'martine' })
    for (const path of paths) {
      expect([path, (await service.newVisitor().visit(path)).url.pathname]).toEqual([path, '/dinum'])
      expect([path, (await agent.visit(path)).status]).toEqual([path, 403])
    }
    for (const path of [`${pathname}/contenu`, `${pageOf(request)}/transfert`, '/dinum/pannes/reprise'])
      expect([path, (await agent.visit(path, { form: {} })).status]).toEqual([path, 403])
  })
})

describe('a transfer to another organisation', () => {
  test('waits on top, and when it is accepted the other opens and the one before is suspended', async () => {
    const request = demandeOf()
    const [before, other] = [request.organization.siret ?? '', newSiret()]
    await fire(request, 'approve', at(1))
    await fire(request, 'transfer', { ...at(2), ...toOrganization(other) })
    const list = await claire.visit('/dinum/datapass')
    expect(list.text).toContain(`Un transfert à accepter`)
    service.sandbox.mailbox.clear()
    const page = await claire.visit(pageOf(request))
    const done = await press(claire, page, 'Accepter le transfert')
    expect(done.text).toContain('Le transfert est accepté')
    await service.settle()
    expect(await stateOf(other)).toBe('en attente')
    expect(await stateOf(before)).toBe('suspendue')
    expect(addresses()).toEqual([HELENE, CONTACT])
    expect(await rowOf(request)).toMatchObject({
      organizationSiret: other,
      transferSiret: null,
      waitsFor: null,
      active: true,
    })
    expect(await lastAct()).toMatchObject({
      act: 'transfert accepté',
      organizationSiret: other,
      concerned: `D${request.id}, auparavant ${before}`,
    })
    expect(await traceOf(before)).toContain('suspension dinum')
    const after = await claire.visit(pageOf(request))
    expect(after.text).not.toContain('Accepter le transfert')

    // Back again: what was suspended with the first transfer is open again.
    await fire(request, 'transfer', { ...at(3), ...toOrganization(before) })
    await press(claire, await claire.visit(pageOf(request)), 'Accepter le transfert')
    await service.settle()
    expect(await stateOf(before)).toBe('en attente')
    expect(await stateOf(other)).toBe('suspendue')
    // And a third time, where it was.
    await fire(request, 'transfer', { ...at(4), ...toOrganization(other) })
    await press(claire, await claire.visit(pageOf(request)), 'Accepter le transfert')
    await service.settle()
    expect(await stateOf(other)).toBe('en attente')
    expect(await rowOf(request)).toMatchObject({ organizationSiret: other, waitsFor: null })
  })

  test('leaves the one before open where something else grants it the service', async () => {
    const request = demandeOf()
    const before = request.organization.siret ?? ''
    await fire(request, 'approve', at(1))
    await fire(demandeOf({ siret: before, form: 'api-particulier-3d-ouest' }), 'approve', at(2))
    await fire(request, 'transfer', { ...at(3), ...toOrganization(newSiret()) })
    await press(claire, await claire.visit(pageOf(request)), 'Accepter le transfert')
    await service.settle()
    expect(await stateOf(before)).toBe('en attente')
  })

  test('that changed since the page was shown is not accepted, nor accepted twice', async () => {
    const request = demandeOf()
    const [first, second] = [newSiret(), newSiret()]
    await fire(request, 'approve', at(1))
    await fire(request, 'transfer', { ...at(2), ...toOrganization(first) })
    const old = await claire.visit(pageOf(request))
    await fire(request, 'transfer', { ...at(3), ...toOrganization(second) })
    const refused = await press(claire, old, 'Accepter le transfert')
    expect(refused.text).toContain('la demande n’attend plus cela')
    expect(await rowOf(request)).toMatchObject({ waitsFor: 'transfert', acceptedSiret: null })
    const acts = () => service.services.db.$count(operatorActs, eq(operatorActs.act, 'transfert accepté'))
    const count = await acts()
    const again = await claire.visit(pageOf(request))
    await Promise.all([1, 2, 3].map(() => press(claire, again, 'Accepter le transfert')))
    expect(await acts()).toBe(count + 1)
    await service.settle()
    expect(await stateOf(second)).toBe('en attente')
    expect(await stateOf(first)).toBeNull()
  })

  test('of an habilitation that has ended opens nothing', async () => {
    const request = demandeOf()
    const other = newSiret()
    await fire(request, 'approve', at(1))
    await fire(request, 'transfer', { ...at(2), ...toOrganization(other) })
    await fire(request, 'revoke', at(3))
    const page = await claire.visit(pageOf(request))
    expect(page.text).toContain('rien ne s’ouvre')
    await press(claire, page, 'Accepter le transfert')
    await service.settle()
    expect(await stateOf(other)).toBe('suspendue')
    expect(addresses().filter((address) => address === HELENE)).toHaveLength(1)
  })
})

describe('an organisation that nothing places', () => {
  test('opens once the operator says its commune; what she typed comes back with what is wrong', async () => {
    const request = demandeOf({ siret: SIVOS, name: 'SIVOS DES LOGES' })
    await fire(request, 'approve', at(1))
    expect(await stateOf(SIVOS)).toBeNull()
    const page = await claire.visit(pageOf(request))
    const wrong = await press(claire, page, 'Ouvrir et inviter', { cog: '45450 Fay', nom: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('value="45450 Fay"')
    expect(wrong.text).toContain('Écrivez le code COG')
    const nowhere = await press(claire, wrong, 'Ouvrir et inviter', { cog: '99999', nom: 'SIVOS des Loges' })
    expect(nowhere.text).toContain('dans aucun département')
    expect(nowhere.html).toContain('value="SIVOS des Loges"')
    const done = await press(claire, nowhere, 'Ouvrir et inviter', { cog: '45142', nom: 'SIVOS des Loges' })
    expect(done.text).toContain('La collectivité est inscrite')
    await service.settle()
    expect(await findCollectivite(service.services.db, SIVOS)).toMatchObject({
      name: 'SIVOS des Loges',
      codeCog: '45142',
      departement: { code: '45' },
      state: 'en attente',
    })
    expect(addresses()).toEqual([HELENE, CONTACT])
    expect(await rowOf(request)).toMatchObject({ waitsFor: null, active: true })
    expect(await lastAct()).toMatchObject({ act: 'code COG donné', organizationSiret: SIVOS })
    expect(await traceOf(SIVOS)).toContain('ouverture dinum')
    const late = await claire.visit(`${pageOf(request)}/commune`, { form: { cog: '45142', nom: 'Autre' } })
    expect(late.text).toContain('la demande n’attend plus cela')
  })

  test('without SIRET is explained, and a transfer to one that has a SIRET can be accepted', async () => {
    const abroad = demandeOf({ siret: null, name: 'LYCEE FRANCAIS' })
    await fire(abroad, 'approve', at(1))
    const page = await claire.visit(pageOf(abroad))
    expect(page.text).toContain('Une organisation sans SIRET')
    expect(page.text).not.toContain('Accepter')
    const other = newSiret()
    await fire(abroad, 'transfer', { ...at(2), ...toOrganization(other) })
    await press(claire, await claire.visit(pageOf(abroad)), 'Accepter le transfert')
    await service.settle()
    expect(await stateOf(other)).toBe('en attente')
  })
})

describe('differences', () => {
  test('are shown with what to do after a comparison that the operator asks for', async () => {
    const [missed, ended] = [demandeOf({ state: 'validated' }), demandeOf()]
    await fire(ended, 'approve')
    dataPass().freeze(ended, 'revoke')
    const empty = await claire.visit('/dinum/ecarts')
    expect(empty.text).toContain('Aucune comparaison n’a encore réussi')
    const done = await press(claire, empty, 'Comparer maintenant')
    await service.settle()
    expect(done.text).toContain('La comparaison est faite')
    expect(done.text).toContain('Actives ici, terminées chez DataPass (1)')
    expect(done.text).toContain('suspendez la collectivité')
    expect(done.html).toContain(`/dinum/collectivites/${ended.organization.siret}`)
    expect(await stateOf(missed.organization.siret ?? '')).toBe('en attente')
    expect(await stateOf(ended.organization.siret ?? '')).toBe('en attente')
    expect(await lastAct()).toMatchObject({ act: 'rapprochement' })

    dataPass().api.failNext(2)
    const failed = await press(claire, done, 'Comparer maintenant')
    expect(failed.text).toContain('n’a pas pu aller à son terme')
    expect(failed.text).toContain('DataPass a répondu par une erreur')
    expect(failed.text).toContain('Actives ici, terminées chez DataPass (1)')
  })
})

describe('what was given up', () => {
  test('is listed by numbers and codes, and tried again one by one or all at once', async () => {
    const request = demandeOf()
    const siret = request.organization.siret ?? ''
    await fire(request, 'approve', at(1))
    const { db } = service.services
    const content = { subject: 'Essai', blocks: ['Essai'] }
    const giveUp = (email: string) =>
      asCollectivite(db, siret, async (tx) => {
        await service.services.outbox.put(tx, siret, { to: email, content })
        const failed = { failedAt: new Date(), lastCode: 'ECONNREFUSED' }
        await tx.update(mails).set(failed).where(isNull(mails.acceptedAt))
      })
    await giveUp('une@loges.example')
    expect((await claire.visit('/dinum/pannes')).text).toContain('Rien n’est abandonné là où')
    const page = await claire.visit('/dinum/pannes?partout=oui')
    expect(page.text).toContain('La messagerie ne répond pas')
    expect(page.text).not.toContain('loges.example')
    service.sandbox.mailbox.clear()
    const one = await press(claire, page, buttonIn(page.html))
    expect(one.text).toContain('1 envoi repris')
    await service.settle()
    expect(await lastAct()).toMatchObject({ act: 'envois repris', organizationSiret: siret })
    expect(addresses()).toEqual(['une@loges.example'])
    const nothing = await claire.visit('/dinum/pannes?partout=oui')
    expect(nothing.text).toContain('Rien n’est abandonné')

    await giveUp('une@loges.example')
    await giveUp('autre@loges.example')
    await db.execute(sql`insert into pgboss.job (name, data, output)
      values ('dead', ${JSON.stringify({ demande: request.id })}::jsonb, '{"code":"XX000"}'::jsonb)`)
    const three = await claire.visit('/dinum/pannes?partout=oui')
    expect(three.text).toContain('Demande de DataPass')
    expect(three.text).toContain('XX000')
    const all = await press(claire, three, 'Tout réessayer (3)')
    expect(all.text).toContain('3 envois repris')
    await service.settle()
    expect(addresses()).toEqual(['autre@loges.example', 'une@loges.example', 'une@loges.example'])
    expect((await claire.visit('/dinum/pannes?partout=oui')).text).toContain('Rien n’est abandonné')
  })

  test('what no button sends tries nothing', async () => {
    for (const [path, form] of [
      ['envoi', { siret: 'x', id: 'y' }],
      ['envoi', { siret: SIVOS, id: '00000000-0000-4000-8000-000000000000' }],
      ['tache', { id: "' or true" }],
    ] as const)
      expect((await claire.visit(`/dinum/pannes/${path}`, { form })).text).toContain('Rien n’a été repris')
  })
})

async function eventPage({ id }: Request) {
  const { html } = await claire.visit(`/dinum/datapass/demandes/${id}`)
  const [, href = ''] = html.match(/href="(\/dinum\/datapass\/\d+)"/) ?? []
  return claire.visit(href)
}

function rowsOf(text: string, id: number): number {
  return text.split(`Demande D${id} `).length - 1
}

function spaced(siret: string): string {
  return encodeURIComponent(siret.replace(/^(...)(...)(...)/, '$1 $2 $3 '))
}

function buttonIn(html: string): string {
  const [, button = ''] = html.match(/<button[^>]*name="id"[^>]*>([\s\S]*?)<\/button>/) ?? []
  const text = button.replace(/<[^>]+>/g, '').replaceAll('&#39;', "'")
  return text.replace(/\s+/g, ' ').trim()
}
