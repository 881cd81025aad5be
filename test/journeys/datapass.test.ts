import { setTimeout as wait } from 'node:timers/promises'
import { eq, isNotNull } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import { startTestService, type TestService } from '../support/service.js'

const VITRY = '21450346800016'
const CCAS = '26450142000014'
const CONTACT = 'periscolaire@vitry-aux-loges.example'
const HELENE = 'helene.charbonnet@vitry-aux-loges.example'

const VILLAGE = { siret: '21450001900010', name: 'COMMUNE DE ADON', codeCog: '45001', postalCode: '45230' }
const OTHER_VILLAGE = {
  siret: '21450002700013',
  name: 'COMMUNE DE AILLANT-SUR-MILLERON',
  codeCog: '45002',
  postalCode: '45230',
}
const THIRD_VILLAGE = {
  siret: '21450004300010',
  name: 'COMMUNE DE AMILLY',
  codeCog: '45004',
  postalCode: '45200',
}
const FOURTH_VILLAGE = {
  siret: '21450005000015',
  name: 'COMMUNE DE ANDONVILLE',
  codeCog: '45005',
  postalCode: '45480',
}

let service: TestService

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service?.close())
afterEach(() => service.sandbox.mailbox.clear())

const dataPass = () => service.sandbox.dataPass
const stateOf = async (siret: string) => (await findCollectivite(service.services.db, siret))?.state ?? null
const addresses = () => service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()
const eventsOf = (id: number) =>
  service.services.db.select().from(datapassEvents).where(eq(datapassEvents.modelId, id))
const habilitationOf = async (id: number) =>
  (await service.services.db.select().from(habilitations).where(eq(habilitations.id, id)))[0]

describe('from a signed approval to an open page', () => {
  test('applicant and business contact are invited, and the first one who accepts opens the page', async () => {
    const request = dataPass().createRequest()
    const started = Date.now()
    expect(await dataPass().fire(request, 'approve')).toMatchObject({ status: 204 })
    while (addresses().length < 2 && Date.now() - started < 20_000) await wait(20)
    expect(addresses()).toEqual([HELENE, CONTACT])
    expect(await stateOf(VITRY)).toBe('en attente')
    const resident = service.newVisitor()
    expect((await resident.visit(`/collectivites/${VITRY}`)).text).toContain('ouvre bientôt')

    const mail = service.sandbox.mailbox.messages.find(({ to }) => to.includes(HELENE))
    const link = mail?.text.match(/https?:\/\/\S+invitation\S+/)?.[0] ?? ''
    const desk = await service.newVisitor().signIn(`${link}/connexion`, { identity: 'helene' })
    expect(desk.url.pathname).toBe(`/agent/collectivites/${VITRY}`)
    expect((await resident.visit(`/collectivites/${VITRY}`)).text).toContain(
      'S’identifier avec FranceConnect',
    )
  })

  test('names, COG, département and time zone are those of the Sirene, in ordinary capitals', async () => {
    const request = dataPass().createRequest({
      siret: CCAS,
      name: 'CENTRE COMMUNAL D ACTION SOCIALE DE ST LEU',
      legalCategory: '7361',
      codeCog: '97413',
      postalCode: '97436',
      communeName: 'SAINT-LEU',
      form: 'api-particulier-3d-ouest',
      applicant: { email: 'CCAS@fay-aux-loges.example', phoneNumber: null, jobTitle: null },
    })
    await dataPass().fire(request, 'approve')
    await service.settle()
    expect(await findCollectivite(service.services.db, CCAS)).toMatchObject({
      name: 'Centre communal d’action sociale de Saint-Leu',
      codeCog: '97413',
      departement: { code: '974', name: 'La Réunion' },
      timeZone: 'Indian/Reunion',
      state: 'en attente',
    })
    expect(await listContacts(service.services.db, CCAS)).toMatchObject([
      { kind: 'contact métier', email: CONTACT },
      { kind: 'demandeur', email: 'ccas@fay-aux-loges.example' },
      { kind: 'délégué à la protection des données', email: 'dpo@loges.example' },
    ])
  })

  test('whom the habilitation names comes in by signing in for the organisation, without a link', async () => {
    const elsewhere = await service.newVisitor().signIn('/agent/connexion', { identity: 'martine' })
    expect(elsewhere.status).toBe(403)
    const gerard = await service.newVisitor().signIn('/agent/connexion', { identity: 'gerard' })
    expect(gerard.url.pathname).toBe(`/agent/collectivites/${CCAS}`)
    expect(gerard.text).toContain('Réglages')
    expect(await stateOf(CCAS)).toBe('ouverte')
  })
})

describe('what came before and comes after', () => {
  const FAY = '21450142100017'
  const fay = { siret: FAY, name: 'COMMUNE DE FAY AUX LOGES', codeCog: '45142', postalCode: '45450' }

  test('a revocation suspends unless another authorization is active; a new approval reopens, with a link for whom waits', async () => {
    const request = dataPass().createRequest(fay)
    await fire(request, 'approve', at(1))
    await fire(request, 'approve', at(2))
    await fire(request, 'revoke', { ...at(3), anotherStaysActive: true })
    expect(await stateOf(FAY)).toBe('en attente')
    service.sandbox.mailbox.clear()
    await fire(request, 'revoke', at(4))
    expect(await stateOf(FAY)).toBe('suspendue')
    const resident = service.newVisitor()
    expect((await resident.visit(`/collectivites/${FAY}`)).text).toContain('plus proposé pour le moment')
    expect(addresses()).toEqual([])
    const again = dataPass().createRequest({ ...fay, applicant: { email: 'nouvelle@fay-aux-loges.example' } })
    await fire(again, 'approve', at(5))
    expect(await stateOf(FAY)).toBe('en attente')
    expect(addresses()).toEqual(['nouvelle@fay-aux-loges.example'])
    // The one who was named before has not come: she does not come in any more.
    const [applicant] = (await listContacts(service.services.db, FAY)).filter(
      ({ kind }) => kind === 'demandeur',
    )
    expect(applicant?.email).toBe('nouvelle@fay-aux-loges.example')
  })

  test('a refused reopening, an archive and unknown events change nothing, and are kept with unknown keys', async () => {
    const request = dataPass().createRequest({ ...VILLAGE })
    await fire(request, 'approve', at(1))
    await fire(request, 'reopen', at(2))
    await fire(request, 'submit', at(3))
    await fire(request, 'refuse', at(4))
    await fire(request, 'start_next_stage', { ...at(5), extra: { surprise: { deep: [1] } } })
    expect(await stateOf(VILLAGE.siret)).toBe('en attente')
    expect(await habilitationOf(request.id)).toMatchObject({
      active: true,
      requestState: 'validated',
      waitsFor: null,
    })
    expect((await eventsOf(request.id)).map(({ event }) => event)).toEqual([
      'approve',
      'reopen',
      'submit',
      'refuse',
      'start_next_stage',
    ])
  })

  test('a transfer inside the organisation invites who answers for it now; one to another SIRET waits', async () => {
    const request = dataPass().createRequest({ ...OTHER_VILLAGE })
    await fire(request, 'approve', at(1))
    service.sandbox.mailbox.clear()
    await fire(request, 'transfer', at(2))
    expect(addresses()).toEqual(['delphine.roussillat@loges.example'])
    service.sandbox.mailbox.clear()
    await fire(request, 'transfer', { ...at(3), changes: { organization: THIRD_VILLAGE } })
    expect(await habilitationOf(request.id)).toMatchObject({
      organizationSiret: OTHER_VILLAGE.siret,
      transferSiret: THIRD_VILLAGE.siret,
      waitsFor: 'transfert',
    })
    expect(await stateOf(THIRD_VILLAGE.siret)).toBeNull()
    expect(addresses()).toEqual([])
  })

  test('who cannot be placed waits: a body without Sirene nor commune, and one without SIRET', async () => {
    const nowhere = dataPass().createRequest({
      siret: '25450142200011',
      name: 'SIVOS DES LOGES',
      insee: 'empty',
    })
    await fire(nowhere, 'approve', at(1))
    expect(await habilitationOf(nowhere.id)).toMatchObject({ active: true, waitsFor: 'code COG' })
    const abroad = dataPass().createRequest({ siret: null, name: 'LYCEE FRANCAIS' })
    await fire(abroad, 'approve', at(1))
    expect(await habilitationOf(abroad.id)).toMatchObject({ waitsFor: 'SIRET' })
  })

  test('a demande for the API alone is none of ours: nothing of its content is kept', async () => {
    const alone = dataPass().createRequest({ form: 'api-particulier', modalities: ['params'] })
    await fire(alone, 'approve', at(1))
    expect(await eventsOf(alone.id)).toMatchObject([{ concerned: false, envelope: null }])
  })
})

describe('what is let in', () => {
  test('the same event twice is one', async () => {
    const request = dataPass().createRequest(THIRD_VILLAGE)
    const text = dataPass().freeze(request, 'approve', at(1))
    for (const { status } of await dataPass().postAll([text, text, text])) expect(status).toBe(204)
    expect(await eventsOf(request.id)).toHaveLength(1)
  })

  test('only what is signed, for this environment, readable and of a size', async () => {
    const count = () => service.services.db.$count(datapassEvents)
    const request = dataPass().createRequest(THIRD_VILLAGE)
    const text = dataPass().freeze(request, 'approve', at(7))
    const before = await count()
    const post = async (body: string, sending = {}) => (await dataPass().post(body, sending)).status
    expect(await post(text, { signature: 'wrong' })).toBe(401)
    expect(await post(text, { signature: 'none' })).toBe(401)
    expect(await post(text, { secret: 'a-secret-of-nobody' })).toBe(401)
    expect(await post(text, { environment: 'production' })).toBe(204)
    expect(await post('{"event":"approve"')).toBe(400)
    expect(await post('{"event":"approve"}')).toBe(400)
    expect(await post('[]')).toBe(400)
    expect(await post(text.replace(THIRD_VILLAGE.siret, '21450346800017'))).toBe(422)
    expect((await dataPass().sendTestPayload()).status).toBe(204)
    expect(await count()).toBe(before)
    expect(await post(text, { secret: 'another-webhook-secret' })).toBe(204)
    expect(await count()).toBe(before + 1)
    expect(await post(' '.repeat(1_000_000) + text)).toBe(413)
  })

  test('La Poste counts its SIRETs otherwise', async () => {
    const post = dataPass().createRequest({
      siret: '35600000000048',
      name: 'LA POSTE',
      legalCategory: '5510',
    })
    expect((await dataPass().fire(post, 'approve', at(1))).status).toBe(204)
  })

  test('nothing that a demande names stands in clear, in the database or the log', async () => {
    const request = dataPass().createRequest({ ...FOURTH_VILLAGE, applicant: { phoneNumber: '0699887766' } })
    await fire(request, 'approve', at(1))
    const rows = JSON.stringify(await eventsOf(request.id))
    expect(rows).not.toMatch(/CHARBONNET|0699887766|vitry/i)
    expect(service.logs.join('')).not.toMatch(/CHARBONNET|0699887766|vitry-aux-loges\.example/i)
  })
})

test('90 days after it was processed, of an event only its number, name and date stay', async () => {
  const [before] = await service.services.db
    .select()
    .from(datapassEvents)
    .where(isNotNull(datapassEvents.envelope))
  await service.services.db.update(habilitations).set({ waitsFor: null })
  const in91Days = () => new Date(Date.now() + 91 * 86_400_000)
  await erasePayloads({ db: service.services.db, now: in91Days })
  const rows = await service.services.db.select().from(datapassEvents)
  expect(rows.filter(({ envelope }) => envelope !== null)).toEqual([])
  expect(rows.find(({ arrival }) => arrival === before?.arrival)).toMatchObject({
    modelId: before?.modelId,
    event: 'approve',
    firedAt: before?.firedAt,
  })
})

type Options = Parameters<ReturnType<typeof dataPass>['fire']>[2]

const at = (minute: number) => ({ firedAt: new Date(Date.UTC(2026, 9, 1, 8, minute)) })

async function fire(
  request: ReturnType<ReturnType<typeof dataPass>['createRequest']>,
  event: string,
  options: Options,
) {
  expect(await dataPass().fire(request, event, options)).toMatchObject({ status: 204 })
  await service.settle()
}
