import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import type { Act } from '#src/audit/acts.js'
import type { AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  auditEvents,
  invitations,
  mails,
  members,
  operatorActs,
  rateLimits,
  recipients,
} from '#src/db/schema.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { applyHabilitation } from '#src/onboarding/datapass/apply-habilitation.js'
import { ACTIONS } from '#templates/agent/action-words.js'
import { attestationPdf, postWithFiles, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { fixedClock } from '../support/clock.js'
import { siretsOfCommunes } from '../support/communes.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { routesOf } from '../support/routes.js'
import { startTestService, type TestService } from '../support/service.js'
import { routeName, TRACED_ROUTES } from '../support/traced-routes.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const console = `/dinum/collectivites/${FAY_AUX_LOGES}`
const SIVOS = '25450142200011'
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
const clock = fixedClock(new Date().toISOString())
const performed = new Set<string>()
let service: TestService
let martine: Visitor
let bruno: Visitor
let claire: Visitor
let sirets: string[]

beforeAll(async () => {
  // What the worker would write behind a request is not the request's.
  service = await startTestService({ now: clock, worker: false, hubeeScope: 'OSL' })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.open(CALVI)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  sirets = await siretsOfCommunes(service.services.db, 20)
  martine = service.newVisitor()
})
afterAll(() => service?.close())

const db = () => service.services.db
const inFay = <T>(work: Parameters<typeof asCollectivite<T>>[2]) => asCollectivite(db(), FAY_AUX_LOGES, work)
const newSiret = () => sirets.shift() ?? ''
const soon = () => clock.moveBy(2 * 60_000)

/** Does what a route is for, and compares what is written meanwhile with what the table says of it. */
async function does<T>(route: string, act: () => Promise<T>, siret = FAY_AUX_LOGES): Promise<T> {
  const told = TRACED_ROUTES[route]
  if (!told) throw new Error(`${route} is not in the table`)
  const before = await lastLines(siret)
  const result = await act()
  const after = await linesSince(siret, before)
  const expected = 'nothing' in told ? {} : told
  expect([route, after]).toEqual([route, { trace: expected.trace ?? [], journal: expected.journal ?? [] }])
  performed.add(route)
  return result
}

async function lastLines(siret: string) {
  const last = { trace: sql<number>`coalesce(max(${auditEvents.seq}), 0)::int` }
  const [trace] = await asCollectivite(db(), siret, (tx) => tx.select(last).from(auditEvents))
  const [journal] = await db()
    .select({ seq: sql<number>`coalesce(max(${operatorActs.seq}), 0)::int` })
    .from(operatorActs)
  return { trace: trace?.trace ?? 0, journal: journal?.seq ?? 0 }
}

async function linesSince(siret: string, { trace, journal }: { trace: number; journal: number }) {
  const events = await asCollectivite(db(), siret, (tx) =>
    tx.select().from(auditEvents).where(gt(auditEvents.seq, trace)).orderBy(auditEvents.seq),
  )
  const acts = await db()
    .select()
    .from(operatorActs)
    .where(gt(operatorActs.seq, journal))
    .orderBy(operatorActs.seq)
  return { trace: events.map(({ action }) => action), journal: acts.map(({ act }) => act) }
}

async function ok(answer: Response | Promise<Response>, status = 303): Promise<string> {
  const { status: got, headers } = await answer
  expect(got).toBe(status)
  return headers.get('location') ?? ''
}
const post = (visitor: Visitor, path: string, form: Record<string, string> = {}) =>
  visitor.request(path, { form })
const referenceIn = (location: string) => /Q[0-9A-Z]{9}/.exec(location)?.[0] ?? ''

/** The worker sends what waits; the path of the link in the last mail to this address. */
async function linkTo(address: string, siret = FAY_AUX_LOGES): Promise<string> {
  const waiting = await asCollectivite(db(), siret, (tx) =>
    tx
      .select({ id: mails.id })
      .from(mails)
      .where(and(isNull(mails.acceptedAt), isNull(mails.failedAt))),
  )
  for (const { id } of waiting) await sendMail(service.services, { siret, id })
  const mail = service.sandbox.mailbox.messages.findLast(({ to }) => to.includes(address))
  return new URL(mail?.text.match(/http:\S+\/agent\/(?:adresse|invitation)\/\S+/)?.[0] ?? 'about:x').pathname
}

describe('every address of the application', () => {
  test('says what it writes into the traces, or why nothing; and the table names no other', () => {
    const routes = routesOf(service.services).map(routeName)
    expect(routes.length).toBeGreaterThan(130)
    expect(Object.keys(TRACED_ROUTES).toSorted()).toEqual(routes.toSorted())
  })

  test('would be missed if it were new', () => {
    expect(routeName({ method: 'POST', path: '/agent/nouveau' }) in TRACED_ROUTES).toBe(false)
  })
})

describe('is true of what it says: here each act is done, and its lines are read', () => {
  test('an agent comes in', async () => {
    const back = await martine.answerProvider('/agent/connexion', { identity: 'martine' })
    await does('GET /agent/callback', () => ok(martine.request(back)))
    const before = await lastLines(FAY_AUX_LOGES)
    await martine.visit(`${desk}/courriels`)
    await Promise.all([martine.visit(`${desk}/agents`), martine.visit(`${desk}/courriels`)])
    expect(await linesSince(FAY_AUX_LOGES, before)).toEqual({ trace: ['connexion'], journal: [] })
  })

  test('a resident sends, takes the receipt, and takes it back', async () => {
    const resident = service.newVisitor()
    const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
    await does('GET /collectivites/:siret/envoyer_mes_donnees', () =>
      resident.visit(`${page}/envoyer_mes_donnees`),
    )
    const revue = fieldOf(review.html, 'revue')
    const done = await does('POST /collectivites/:siret/envois', () =>
      ok(post(resident, `${page}/envois`, { revue })),
    )
    await does('GET /collectivites/:siret/confirmation/:reference', () => resident.visit(done))
    await does('GET /mes_transmissions', () => resident.visit('/mes_transmissions'))
    await does('GET /collectivites/:siret/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}', () =>
      ok(resident.request(`${done.split('?')[0]}.pdf`), 200),
    )
    await does('POST /collectivites/:siret/confirmation/:reference/courriel', () =>
      ok(post(resident, `${done.split('?')[0]}/courriel`, { adresse: 'elodie@courrier.example' })),
    )
    const another = service.newVisitor()
    const again = await another.signIn(`${page}/connexion`, { identity: 'msa' })
    const sent = await ok(post(another, `${page}/envois`, { revue: fieldOf(again.html, 'revue') }))
    await does('POST /collectivites/:siret/confirmation/:reference/annulation', () =>
      ok(post(another, `${sent.split('?')[0]}/annulation`)),
    )
    await does('POST /deconnexion', () => another.request('/deconnexion', { form: {} }))
  })

  let withFile = ''
  let disputed = ''
  test('with an attestation, or against a value', async () => {
    const file = { name: 'a.pdf', bytes: await attestationPdf() }
    const resident = service.newVisitor()
    const shown = await does('GET /collectivites/:siret/attestation', () =>
      resident.visit(`${page}/attestation`),
    )
    const done = await does('POST /collectivites/:siret/attestation', () =>
      postWithFiles(resident, shown, `${page}/attestation`, { ...TYPED_IDENTITY, ...TYPED_VALUE }, [file]),
    )
    withFile = referenceIn(done.url.pathname)
    const other = service.newVisitor()
    await other.signIn(`${page}/connexion`, { identity: 'dupont' })
    const form = await does('GET /collectivites/:siret/signalement', () => other.visit(`${page}/signalement`))
    const said = await does('POST /collectivites/:siret/signalement', () =>
      postWithFiles(other, form, `${page}/signalement`, { motif: 'Il a changé.' }),
    )
    disputed = referenceIn(said.url.pathname)
    expect([withFile, disputed]).not.toContain('')
  })

  test('an agent reads, treats, types and erases', async () => {
    const record = '/agent/collectivites/:siret/transmissions/:reference'
    await does('GET /agent/collectivites/:siret', () => ok(martine.request(desk), 200))
    const opened = await does(`GET ${record}`, () => martine.visit(`${desk}/transmissions/${withFile}`))
    const [piece = ''] =
      opened.html.match(/\/agent\/collectivites\/\d+\/transmissions\/\w+\/pieces\/[0-9a-f-]+/) ?? []
    await does(`GET ${record}/pieces/:id{UUID}`, () => ok(martine.request(piece), 200))
    await does(`POST ${record}/traitement`, () =>
      ok(post(martine, `${desk}/transmissions/${withFile}/traitement`)),
    )
    await does('POST /agent/collectivites/:siret/selection', () =>
      ok(post(martine, `${desk}/selection`, { reference: withFile, action: 'a-traiter' })),
    )
    await does(`GET ${record}/suppression`, () =>
      martine.visit(`${desk}/transmissions/${disputed}/suppression`),
    )
    await does(`POST ${record}/suppression`, () =>
      ok(post(martine, `${desk}/transmissions/${disputed}/suppression`)),
    )
    await does('POST /agent/collectivites/:siret/recherche', () =>
      ok(post(martine, `${desk}/recherche`, { q: 'x' })),
    )
    const before = await lastLines(FAY_AUX_LOGES)
    await martine.visit(`${desk}?recherche=oui`)
    expect(await linesSince(FAY_AUX_LOGES, before)).toEqual({ trace: ['recherche'], journal: [] })
    const paper = await does('GET /agent/collectivites/:siret/guichet', () =>
      martine.visit(`${desk}/guichet`),
    )
    const typed = { ...TYPED_IDENTITY, ...TYPED_VALUE, cle: fieldOf(paper.html, 'cle') }
    await does('POST /agent/collectivites/:siret/guichet', () => ok(post(martine, `${desk}/guichet`, typed)))
    await does('POST /agent/collectivites/:siret/exemples', () => ok(post(martine, `${desk}/exemples`)))
    await does('POST /agent/collectivites/:siret/exemples/retrait', () =>
      ok(post(martine, `${desk}/exemples/retrait`)),
    )
  })

  test('takes files away', async () => {
    await does('GET /agent/collectivites/:siret/:file{export\\.(csv|xlsx)}', async () =>
      (await martine.request(`${desk}/export.csv`)).text(),
    )
    const files = await does('GET /agent/collectivites/:siret/fichiers', () =>
      martine.visit(`${desk}/fichiers`),
    )
    const id = files.html.match(new RegExp(`/fichiers/(${UUID.source})`))?.[1]
    await does('GET /agent/collectivites/:siret/fichiers/:file{UUID\\.(csv|xlsx)}', async () =>
      (await martine.request(`${desk}/fichiers/${id}.xlsx`)).arrayBuffer(),
    )
    await does('POST /agent/collectivites/:siret/fichiers/:id{UUID}/traitement', () =>
      ok(post(martine, `${desk}/fichiers/${id}/traitement`)),
    )
  })

  test('says what leaves by mail, and where to', async () => {
    const path = '/agent/collectivites/:siret/courriels'
    const courriels = `${desk}/courriels`
    await does(`GET ${path}`, () => martine.visit(courriels))
    await does(`POST ${path}`, () => ok(post(martine, courriels, { frequence: 'semaine', contenu: 'avis' })))
    await does(`POST ${path}/adresses`, () =>
      ok(post(martine, `${courriels}/adresses`, { adresse: 'mairie@fay.example' })),
    )
    soon()
    const [row] = await inFay((tx) => tx.select().from(recipients))
    await does(`POST ${path}/adresses/:id/renvoi`, () =>
      ok(post(martine, `${courriels}/adresses/${row?.id}/renvoi`)),
    )
    const link = await linkTo('mairie@fay.example')
    await does('GET /agent/adresse/:token', () => service.newVisitor().visit(link))
    await does('POST /agent/adresse/:token', () => service.newVisitor().visit(link, { form: {} }))
    await does(`POST ${path}/adresses/:id/retrait`, () =>
      ok(post(martine, `${courriels}/adresses/${row?.id}/retrait`)),
    )
  })

  test('decides what her collectivité wants; the line says which settings', async () => {
    const path = '/agent/collectivites/:siret/reglages'
    const form = {
      services: 'Cantine ZZSERVICES',
      par_guichet: 'oui',
      sans_franceconnect: 'oui',
      conservation: '60',
      raccourcir: 'oui',
    }
    await does(`GET ${path}`, () => martine.visit(`${desk}/reglages`))
    await does(`POST ${path}/apercu`, () => ok(post(martine, `${desk}/reglages/apercu`, form), 200))
    await does(`POST ${path}`, () => ok(post(martine, `${desk}/reglages`, form)))
    await does(`POST ${path}/retours`, () =>
      ok(
        post(martine, `${desk}/reglages/retours`, { ...form, autoriser: 'https://portail.example.fr' }),
        200,
      ),
    )
    const lines = await inFay((tx) => tx.select().from(auditEvents).where(eq(auditEvents.action, 'réglages')))
    expect(lines.map(({ references }) => references)).toEqual([
      ['réglage:envoi des courriels:semaine'],
      ['réglage:services', 'réglage:conservation:60 jours'],
      ['réglage:sites de retour'],
    ])
    const before = await lastLines(FAY_AUX_LOGES)
    await ok(post(martine, `${desk}/reglages`, { ...form, retours: 'https://portail.example.fr' }))
    expect(await linesSince(FAY_AUX_LOGES, before), 'what is saved as it was is no change').toEqual({
      trace: [],
      journal: [],
    })
    const journal = await does('GET /agent/collectivites/:siret/journal', () =>
      martine.visit(`${desk}/journal?quoi=agents`),
    )
    expect(journal.text).toContain('Réglages changés Services concernés, Durée de conservation : 60 jours')
    expect(journal.text).toContain('Envoi des courriels : chaque semaine')
    expect(journal.html).not.toContain('ZZSERVICES')
  })

  test('invites, answers, changes and ends accesses', async () => {
    const path = '/agent/collectivites/:siret/agents'
    const agents = `${desk}/agents`
    const invite = (courriel: string) =>
      ok(post(martine, `${agents}/invitations`, { courriel, role: 'agent' }))
    await does(`POST ${path}/invitations`, () => invite('one@fay.example'))
    const [open] = await inFay((tx) => tx.select().from(invitations))
    soon()
    await does(`POST ${path}/invitations/:id/renvoi`, () =>
      ok(post(martine, `${agents}/invitations/${open?.id}/renvoi`)),
    )
    await does(`POST ${path}/invitations/:id/annulation`, () =>
      ok(post(martine, `${agents}/invitations/${open?.id}/annulation`)),
    )
    await invite('bruno.tessieras@fay-aux-loges.example')
    const link = await linkTo('bruno.tessieras@fay-aux-loges.example')
    bruno = service.newVisitor()
    await bruno.signIn('/agent/connexion', { identity: 'bruno' })
    await does('POST /agent/invitation/:token', () => ok(post(bruno, link)))

    const nadia = service.newVisitor()
    await nadia.signIn('/agent/connexion', { identity: 'nadia' })
    await does('POST /agent/collectivites/:siret/demande', () => ok(post(nadia, `${desk}/demande`)))
    const [asking] = await inFay((tx) => tx.select().from(members).where(isNull(members.acceptedAt)))
    await does(`POST ${path}/:id/reponse`, () =>
      ok(post(martine, `${agents}/${asking?.id}/reponse`, { reponse: 'accepter' })),
    )
    await does(`GET ${path}`, () => martine.visit(agents))
    await does(`POST ${path}/:id/role`, () =>
      ok(post(martine, `${agents}/${asking?.id}/role`, { role: 'gestionnaire' })),
    )
    await does(`GET ${path}/:id/retrait`, () => martine.visit(`${agents}/${asking?.id}/retrait`))
    await does(`POST ${path}/:id/retrait`, () => ok(post(martine, `${agents}/${asking?.id}/retrait`)))
    const journal = await martine.visit(`${desk}/journal?quoi=agents`)
    expect(journal.text).toContain('Agent invité bruno.tessieras@fay-aux-loges.example')
    expect(journal.text).toContain('Agent invité un lien qui n’est plus gardé')
  })

  test('knocks where she may not, which her own collectivité learns', async () => {
    const before = [await lastLines(FAY_AUX_LOGES), await lastLines(CALVI)] as const
    expect((await bruno.visit(`/agent/collectivites/${CALVI}`)).status).toBe(404)
    expect((await bruno.visit(`${desk}/journal`)).status).toBe(404)
    expect((await bruno.visit(`${desk}/transmissions/Q222222222`)).status).toBe(404)
    expect(await linesSince(FAY_AUX_LOGES, before[0])).toEqual({
      trace: ['accès refusé', 'connexion'],
      journal: [],
    })
    expect(await linesSince(CALVI, before[1])).toEqual({ trace: [], journal: [] })
    const journal = await martine.visit(`${desk}/journal?quoi=agents`)
    expect(journal.text).toContain(`Bruno TESSIERAS Accès refusé à une autre collectivité SIRET ${CALVI}`)
    const refused = service.logs
      .map((line) => JSON.parse(line))
      .filter(({ event }) => event === 'access refused')
    expect(refused.map(({ errorCode, siret }) => [errorCode, siret])).toEqual([
      ['GESTIONNAIRES_ONLY', FAY_AUX_LOGES],
      ['TRANSMISSION_UNKNOWN', FAY_AUX_LOGES],
    ])
  })

  test('an operator comes in, once a session, and decides', async () => {
    const before = await lastLines(FAY_AUX_LOGES)
    claire = await signInOperator(service)
    await Promise.all([claire.visit('/dinum/journal'), claire.visit('/dinum')])
    expect(await linesSince(FAY_AUX_LOGES, before)).toEqual({ trace: [], journal: ['connexion'] })
    soon()
    await signInOperator(service)
    expect((await linesSince(FAY_AUX_LOGES, before)).journal).toEqual(['connexion', 'connexion'])

    const path = '/dinum/collectivites/:siret'
    await does(`GET ${path}`, () => claire.visit(console))
    await does(`POST ${path}/contacts/:place`, () =>
      ok(post(claire, `${console}/contacts/delegue`, { courriel: 'dpo@fay.example' })),
    )
    await does(`POST ${path}/organisations`, () =>
      ok(post(claire, `${console}/organisations`, { siren: '264501420' })),
    )
    await does(`POST ${path}/organisations/:siren/retrait`, () =>
      ok(post(claire, `${console}/organisations/264501420/retrait`)),
    )
    await does(`POST ${path}/messageries`, () =>
      ok(post(claire, `${console}/messageries`, { fichier: 'oui' })),
    )
    await does(`POST ${path}/hubee`, () => ok(post(claire, `${console}/hubee`, { remise: 'oui' })))
    await does(`POST ${path}/hubee/lecture`, () => ok(post(claire, `${console}/hubee/lecture`)))
    await does(`POST ${path}/suspension`, () => ok(post(claire, `${console}/suspension`)))
    await does(`POST ${path}/reprise`, () => ok(post(claire, `${console}/reprise`)))
    const calvi = `/dinum/collectivites/${CALVI}`
    await does(`POST ${path}/fermeture`, () => ok(post(claire, `${calvi}/fermeture`)), CALVI)
    const siret = newSiret()
    await does(
      'POST /dinum/ouverture',
      () => ok(post(claire, '/dinum/ouverture', { siret, gestionnaire: 'maire@m.example' })),
      siret,
    )
    soon()
    await does(
      `POST ${path}/invitations`,
      () => ok(post(claire, `/dinum/collectivites/${siret}/invitations`, { courriel: 'maire@m.example' })),
      siret,
    )
  })

  test('opens lists, and trusts sites', async () => {
    const lists = '/dinum/ouverture/liste'
    const read = (lignes: string) => ok(post(claire, lists, { lignes }))
    const siret = newSiret()
    const draft = await does(`POST ${lists}`, () => read(`siret;email\n${siret};mairie@l.example\n12;x`))
    await does(`GET ${lists}/:id{UUID}/erreurs.csv`, () => ok(claire.request(`${draft}/erreurs.csv`), 200))
    await does(`POST ${lists}/:id{UUID}/confirmation`, () => ok(post(claire, `${draft}/confirmation`)))
    await does(`GET ${lists}/:id{UUID}/resultats.csv`, () =>
      ok(claire.request(`${draft}/resultats.csv`), 200),
    )
    const other = await read(`siret;email\n${newSiret()};mairie@l.example`)
    await does(`POST ${lists}/:id{UUID}/abandon`, () => ok(post(claire, `${other}/abandon`)))
    await does('POST /dinum/editeurs', () =>
      ok(post(claire, '/dinum/editeurs', { site: 'https://editeur.example.fr', editeur: 'Éditeur' })),
    )
    await does('POST /dinum/editeurs/retrait', () =>
      ok(post(claire, '/dinum/editeurs/retrait', { site: 'https://editeur.example.fr' })),
    )
  })

  test('acts upon what DataPass said', async () => {
    const { dataPass } = service.sandbox
    const siret = newSiret()
    const request = dataPass.createRequest({ siret, insee: 'empty' })
    await does('POST /api/datapass/webhook', () => dataPass.fire(request, 'approve'), siret)
    await applyHabilitation(service.services, request.id)
    const demande = `/dinum/datapass/demandes/${request.id}`
    const route = '/dinum/datapass/demandes/:id{\\d{1,15}}'
    await does(`POST ${route}/rejeu`, () => ok(post(claire, `${demande}/rejeu`)), siret)
    const { html } = await does(`GET ${route}`, () => claire.visit(demande))
    const [event = ''] = html.match(/\/dinum\/datapass\/\d+/) ?? []
    await does('GET /dinum/datapass/:arrival{\\d{1,15}}', () => claire.visit(event))
    await does(
      'POST /dinum/datapass/:arrival{\\d{1,15}}/contenu',
      () => ok(post(claire, `${event}/contenu`), 200),
      siret,
    )
    await does(
      'POST /dinum/datapass/:arrival{\\d{1,15}}/rejeu',
      () => ok(post(claire, `${event}/rejeu`)),
      siret,
    )
    const other = newSiret()
    soon()
    const changes = { organization: { siret: other, insee: 'empty' as const } }
    await dataPass.fire(request, 'transfer', { changes, firedAt: clock() })
    await applyHabilitation(service.services, request.id)
    await does(
      `POST ${route}/transfert`,
      () => ok(post(claire, `${demande}/transfert`, { siret: other })),
      siret,
    )

    const unplaced = dataPass.createRequest({ siret: SIVOS, insee: 'empty', name: 'SIVOS DES LOGES' })
    await dataPass.fire(unplaced, 'approve')
    await applyHabilitation(service.services, unplaced.id)
    const form = { cog: '45142', nom: 'SIVOS des Loges' }
    await does(
      `POST ${route}/commune`,
      () => ok(post(claire, `/dinum/datapass/demandes/${unplaced.id}/commune`, form)),
      SIVOS,
    )
    await does('POST /dinum/ecarts/rapprochement', () => ok(post(claire, '/dinum/ecarts/rapprochement')))
  })

  test('tries again what was given up', async () => {
    const giveUp = () =>
      inFay(async (tx) => {
        const content = { subject: 'Essai', blocks: ['Essai'] }
        await service.services.outbox.put(tx, FAY_AUX_LOGES, { to: 'une@loges.example', content })
        await tx
          .update(mails)
          .set({ failedAt: clock(), lastCode: 'ECONNREFUSED' })
          .where(isNull(mails.acceptedAt))
        const [row] = await tx.select().from(mails).where(isNull(mails.acceptedAt))
        return row?.id ?? ''
      })
    const id = await giveUp()
    await does('POST /dinum/pannes/envoi', () =>
      ok(post(claire, '/dinum/pannes/envoi', { siret: FAY_AUX_LOGES, id })),
    )
    await giveUp()
    await does('POST /dinum/pannes/reprise', () =>
      ok(post(claire, '/dinum/pannes/reprise', { partout: 'oui' })),
    )
    const dead = randomUUID()
    await db().execute(sql`insert into pgboss.job (id, name, data, output)
      values (${dead}::uuid, 'dead', ${JSON.stringify({ siret: FAY_AUX_LOGES })}::text::jsonb, '{"code":"XX000"}'::jsonb)`)
    await does('POST /dinum/pannes/tache', () => ok(post(claire, '/dinum/pannes/tache', { id: dead })))
    const journal = await does('GET /dinum/journal', () => claire.visit('/dinum/journal'))
    expect(journal.text).toMatch(/Claire FONTENAILLE Envois repris \d envois? Fay-aux-Loges/)
  })

  test('a partner opens', async () => {
    const siret = newSiret()
    const [commune] = (await db().execute(
      sql`select code_cog from communes where siren = ${siret.slice(0, 9)}`,
    )) as unknown as { code_cog: string }[]
    await does(
      'POST /api/collectivites',
      () =>
        ok(
          service.newVisitor().request('/api/collectivites', {
            method: 'POST',
            headers: { Authorization: 'Bearer partner-token-of-tests', 'Content-Type': 'application/json' },
            body: JSON.stringify({ siret, code_cog: commune?.code_cog, name: 'Essai', status: 'active' }),
          }),
          201,
        ),
      siret,
    )
  })

  test('a command is an act of nobody in the journal, and of a command in the trace', async () => {
    const siret = newSiret()
    const commands: [command: string[], trace: AuditAction[], journal: Act[]][] = [
      [['collectivite:open', siret, 'maire@c.example'], ['ouverture', 'changement de rôle'], ['ouverture']],
      [['collectivite:open', siret, 'b@c.example'], ['changement de rôle'], ['nouveau gestionnaire']],
      [['member:gestionnaire', siret, 'c@c.example'], ['changement de rôle'], ['nouveau gestionnaire']],
      [['member:remove', siret, 'c@c.example'], ['départ'], ['agent retiré']],
      [['organisation:allow', '264501420', siret], ['organisation acceptée'], ['organisation acceptée']],
      [['organisation:forbid', '264501420', siret], ['organisation retirée'], ['organisation retirée']],
      [['collectivite:free-mail', siret, 'yes'], ['réglages'], ['messageries grand public']],
      [['collectivite:free-mail', siret, 'yes'], [], []],
      [['collectivite:suspend', siret], ['suspension'], ['suspension']],
      [['collectivite:resume', siret], ['réactivation'], ['réactivation']],
      [['collectivite:close', siret], ['fermeture'], ['fermeture']],
      [['datapass:reconcile'], [], ['rapprochement']],
      [['purge'], [], ['purge']],
      [['collectivite:list'], [], []],
      [['deliveries:failed'], [], []],
    ]
    const help: string[] = []
    await runAdmin([], {}, (line) => help.push(line))
    const named = [...help.join('\n').matchAll(/^ {2}([a-z]+(?:[:-][a-z-]+)*)/gm)].map(
      ([, name = '']) => name,
    )
    const done = new Set([...commands.map(([[name]]) => name), ...Object.keys(COMMANDS_ELSEWHERE)])
    expect(named.filter((name) => !done.has(name))).toEqual([])

    const first = await lastLines(siret)
    for (const [command, trace, journal] of commands) {
      const before = await lastLines(siret)
      await runAdmin(command, service.environment, () => {})
      expect([command, await linesSince(siret, before)]).toEqual([command, { trace, journal }])
    }
    const acts = await db().select().from(operatorActs).where(gt(operatorActs.seq, first.journal))
    expect(new Set(acts.map(({ operatorId }) => operatorId))).toEqual(new Set([null]))
    const { actor } = auditEvents
    const actors = await asCollectivite(db(), siret, (tx) => tx.selectDistinct({ actor }).from(auditEvents))
    expect(actors).toEqual([{ actor: 'commande' }])
    const journal = await claire.visit(`/dinum/journal?siret=${siret}`)
    expect(journal.text).toContain('Commande d’administration Fermeture')
  })

  test('links that ran out, and accesses that must be confirmed', async () => {
    await ok(post(martine, `${desk}/agents/invitations`, { courriel: 'late@fay.example', role: 'agent' }))
    const link = await linkTo('late@fay.example')
    clock.moveBy(31 * 86_400_000)
    await db().delete(rateLimits)
    await does('POST /agent/invitation/:token/renouvellement', () =>
      service.newVisitor().visit(`${link}/renouvellement`, { form: {} }),
    )
    clock.moveBy(520 * 86_400_000)
    const again = service.newVisitor()
    await again.signIn('/agent/connexion', { identity: 'martine' })
    await again.visit(`${desk}/courriels`)
    await does('POST /agent/collectivites/:siret/agents/confirmation', () =>
      ok(post(again, `${desk}/agents/confirmation`)),
    )
  })

  test('and no address that changes something was left out', () => {
    const changing = Object.keys(TRACED_ROUTES).filter(
      (route) => 'nothing' in (TRACED_ROUTES[route] ?? {}) === false,
    )
    expect(changing.filter((route) => !performed.has(route))).toEqual([])
  })
})

/** Commands whose acts are read elsewhere, or which only read. */
const COMMANDS_ELSEWHERE: Record<string, string> = {
  'deliveries:retry': 'as the console does: « Tout réessayer »',
  'keys:rotate': 'test/journeys/keys.test.ts',
  'keys:forget': 'test/journeys/keys.test.ts',
  'keys:list': 'only reads',
  'audit:verify': 'only reads',
  'sessions:end': 'test/journeys/end-sessions.test.ts',
}

/** Lines that no request writes, and the tests in which they are read. */
const WRITTEN_ELSEWHERE: Record<string, string> = {
  courriel: 'test/journeys/deliveries.test.ts',
  'fichier envoyé': 'test/journeys/deliveries.test.ts',
  'avis envoyé': 'test/journeys/deliveries.test.ts',
  'lecture pour HubEE': 'test/journeys/hubee.test.ts',
  'remise à HubEE': 'test/journeys/hubee.test.ts',
  'adresse refusée': 'test/journeys/deliveries.test.ts',
  'effacement des pièces': 'test/journeys/attestation.test.ts',
  purge: 'test/journeys/purge.test.ts',
  effacement: 'test/journeys/closing.test.ts',
  'changement d’adresse': 'test/journeys/members.test.ts',
  // Another choice of an address of the table.
  'export excel': 'test/journeys/desk-files.test.ts',
  'remise à traiter': 'test/journeys/desk-list.test.ts',
  refus: 'test/journeys/members.test.ts',
  recherche: 'above, as the list that follows',
  connexion: 'above, at the first request of a session',
  'accès refusé': 'above, at the desk of another collectivité',
}

test('every word of the trace is written by some address, or by a work that is tested', () => {
  const said = Object.values(TRACED_ROUTES).flatMap((told) => ('nothing' in told ? [] : (told.trace ?? [])))
  const known = new Set<string>([...said, ...Object.keys(WRITTEN_ELSEWHERE)])
  const all: AuditAction[] = ACTIONS
  expect(all.filter((action) => !known.has(action))).toEqual([])
})
