import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import {
  collectivites,
  hubeeCases,
  hubeeFolders,
  hubeeSubscriptions,
  rateLimits,
  submissions,
} from '#src/db/schema.js'
import { readNews } from '#src/delivery/hubee/read-news.js'
import { sweepFolders } from '#src/delivery/hubee/sweep-folders.js'
import { readSubscriptions } from '#src/onboarding/hubee/read-subscriptions.js'
import { submit } from '#src/submission/submit.js'
import type { HubeeControls } from '../sandbox/hubee/hubee.js'
import { fixedClock } from '../support/clock.js'
import { contentOf, FAY_AUX_LOGES } from '../support/named.js'
import { press, signInOperator } from '../support/operator.js'
import { sendToHubee } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const COG = '45142'
const HOUR = 3_600_000
const page = `/collectivites/${FAY_AUX_LOGES}`
const consolePage = `/dinum/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-25T09:00:00Z')
let service: TestService
let hub: HubeeControls

beforeAll(async () => {
  service = await startTestService({ now: clock, hubeeScope: 'OSL DATAPASS' })
  hub = service.sandbox.hubee
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.services.db.update(collectivites).set({ accessConfirmedAt: clock() })
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.settle()
  hub.reset()
  hub.subscribe(FAY_AUX_LOGES, COG)
  clock.moveTo('2026-11-25T09:00:00Z')
  const { db } = service.services
  await db.delete(rateLimits)
  await db.execute(sql`delete from pgboss.job`)
  await db.delete(hubeeCases)
  await inTenant(async (tx) => {
    await tx.delete(hubeeFolders)
    await tx.delete(submissions)
  })
  await switchTo('non')
  await switchTo('oui')
})

function inTenant<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}
const asOperator = async (address: string, form?: Record<string, string>) =>
  (await signInOperator(service)).visit(address, form ? { form } : {})
async function switchTo(remise: 'oui' | 'non') {
  const shown = await asOperator(`${consolePage}/hubee`, { remise })
  await service.settle()
  return shown
}
/** A resident sends her quotient familial; the reference that she reads. */
async function transmit(resident = service.newVisitor()): Promise<string> {
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const shown = await resident.visit(`${page}/envois`, {
    form: { revue: fieldOf(review.html, 'revue') },
  })
  return shown.text.match(/Q[2-9B-Z]{9}/)?.[0] ?? shown.text.slice(0, 200)
}
const cancel = (resident: Visitor, reference: string) =>
  resident.visit(`${page}/confirmation/${reference}/annulation`, { form: {} })
const rows = () => inTenant((tx) => tx.select().from(hubeeFolders))
const toUs = () => hub.notifications.filter(({ recipient }) => recipient.type === 'OSL')
const completed = () => hub.folders.filter(({ globalStatus }) => globalStatus !== 'HUBEE_RECEIVED')
const caseId = () => completed()[0]?.cases[0]?.id ?? ''
async function onDesk(path = ''): Promise<string> {
  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  return (await martine.visit(`${desk}${path}`)).text
}
const record = (reference: string) => onDesk(`/transmissions/${reference}`)
const state = async () =>
  (await service.services.db.select().from(collectivites).where(eq(collectivites.siret, FAY_AUX_LOGES)))[0]
    ?.state

describe('a transmission', () => {
  test('is handed over in one folder with its three files, and the desk says so', async () => {
    const reference = await transmit()
    await service.settle()
    expect(completed()).toMatchObject([
      {
        externalId: `Formulaire-QF-${reference}`,
        globalStatus: 'HUBEE_NOTIFIED',
        cases: [
          {
            externalId: `Formulaire-QF-${reference}-01`,
            recipient: { type: 'SI', companyRegister: FAY_AUX_LOGES, branchCode: COG },
          },
        ],
      },
    ])
    const files = completed()[0]?.attachments ?? []
    expect(files.map(({ fileName, mimeType, status }) => [fileName, mimeType, status])).toEqual([
      ['FormulaireQF.json', 'application/json', 'RECEIVED'],
      ['FormulaireQF.xml', 'application/xml', 'RECEIVED'],
      [expect.stringMatching(/^quotient_familial_MARCHADIER_/), 'application/pdf', 'RECEIVED'],
    ])
    expect(JSON.parse(files[0]?.bytes.toString() ?? '')).toMatchObject({
      pivot_identity: { family_name: 'MARCHADIER' },
      quotient_familial_v3: { quotient_familial: { fournisseur: 'CNAF', valeur: 742 } },
    })
    const shown = await record(reference)
    expect(shown).toContain('Remise le 25 novembre 2026')
    expect(shown).toContain('Lue pour être remise à HubEE')
    expect(await onDesk()).toContain('À traiter dans un fichier ou à HubEE')
    expect(service.logs.join('\n')).not.toContain('MARCHADIER')
  })

  test('can be taken back while HubEE has no word of it, and no more once it has', async () => {
    hub.failNext('500', 20)
    const resident = service.newVisitor()
    const reference = await transmit(resident)
    await service.settle()
    expect(await rows()).toMatchObject([{ attempts: 1, folderId: null, lastCode: 'HUBEE_UNAVAILABLE' }])
    expect(await record(reference)).toContain('HubEE est en panne')
    await inTenant((tx) => tx.update(submissions).set({ openedAt: null }))
    await cancel(resident, reference)
    hub.reset()
    clock.moveBy(2 * HOUR)
    await service.services.db.execute(sql`delete from pgboss.job`)
    await sweepFolders(service.services)
    await service.settle()
    expect([await rows(), hub.folders]).toEqual([[], []])

    hub.subscribe(FAY_AUX_LOGES, COG)
    const other = await transmit(resident)
    await service.settle()
    expect((await cancel(resident, other)).text).toContain('Il est trop tard pour annuler')
  })

  test('that is gone before it was handed over is taken away from HubEE too', async () => {
    const folder = {
      externalId: 'Formulaire-QF-Q23456789B',
      applicant: { firstName: 'Nadège', lastName: 'D’ESSAI' },
      recipient: { siret: FAY_AUX_LOGES, cogCode: COG },
      files: [{ name: 'one.pdf', mimeType: 'application/pdf', bytes: Buffer.from('one') }],
    }
    const begun = await service.services.hubee?.createFolder(folder)
    const { id: folderId = '', caseId = '' } = begun ?? {}
    const row = { siret: FAY_AUX_LOGES, reference: 'Q23456789B', createdAt: clock(), dueSince: clock() }
    const id = '3c1d7a0e-0000-4000-8000-000000000001'
    await inTenant((tx) => tx.insert(hubeeFolders).values({ ...row, id, folderId, caseId }))
    await service.services.db.insert(hubeeCases).values({ caseId, siret: FAY_AUX_LOGES })
    await sweepFolders(service.services)
    await service.settle()
    expect([hub.folders, await rows(), await service.services.db.$count(hubeeCases)]).toEqual([[], [], 0])
  })

  test('waits for its subscription, is shown to wait, and leaves once that is active', async () => {
    hub.setSubscription(FAY_AUX_LOGES, 'Suspendu')
    await readSubscriptions(service.services)
    const reference = await transmit()
    await service.settle()
    expect(hub.folders).toEqual([])
    expect(await rows()).toMatchObject([{ lastCode: 'HUBEE_NOT_SUBSCRIBED', attempts: 0 }])
    expect(await record(reference)).toContain('dès que l’abonnement de la collectivité à HubEE sera actif')
    clock.moveBy(72 * HOUR)
    await sweepFolders(service.services)
    await service.settle()
    expect(await rows()).toMatchObject([{ failedAt: null, attempts: 0 }])
    expect((await asOperator(consolePage)).text).toContain('1 en attente')
    hub.setSubscription(FAY_AUX_LOGES, 'Actif')
    await readSubscriptions(service.services)
    await service.settle()
    expect(completed()).toHaveLength(1)
  })

  test('that HubEE says has no subscription is tried again, and the subscription is read', async () => {
    hub.setSubscription(FAY_AUX_LOGES, 'Inactif')
    await transmit()
    await service.settle()
    expect(await rows()).toMatchObject([{ attempts: 1, lastCode: 'HUBEE_NOT_SUBSCRIBED' }])
    const [known] = await service.services.db.select().from(hubeeSubscriptions)
    expect(known).toMatchObject({ status: 'Inactif' })
  })

  test('is given up after two days, shows in « Pannes », and goes once it is tried again', async () => {
    await sendToHubee(service.services, FAY_AUX_LOGES)
    await service.settle()
    await inTenant((tx) =>
      tx.update(hubeeFolders).set({ completedAt: null, folderId: null, nextAttemptAt: clock() }),
    )
    hub.reset()
    hub.subscribe(FAY_AUX_LOGES, COG)
    hub.failNext('500', 20)
    clock.moveBy(49 * HOUR)
    await sweepFolders(service.services)
    await service.settle()
    const claire = await signInOperator(service)
    const lost = await claire.visit('/dinum/pannes')
    expect(lost.text).toContain('Remise d’une transmission à HubEE')
    expect(lost.text).toContain('HubEE est en panne')
    expect((await asOperator(consolePage)).text).toContain('Des remises sont abandonnées')
    hub.reset()
    hub.subscribe(FAY_AUX_LOGES, COG)
    await press(claire, lost, 'Réessayer')
    await service.settle()
    expect(completed()).toHaveLength(1)
    expect((await asOperator(consolePage)).text).not.toContain('Des remises sont abandonnées')
  })

  test('stays on the desk alone where the channel is switched off', async () => {
    hub.setSubscription(FAY_AUX_LOGES, 'Inactif')
    await readSubscriptions(service.services)
    const reference = await transmit()
    await service.settle()
    expect((await switchTo('non')).text).toContain('Plus rien n’est remis à HubEE')
    expect(await rows()).toEqual([])
    await transmit()
    await service.settle()
    expect([await rows(), hub.folders]).toEqual([[], []])
    expect(await record(reference)).not.toContain('Pas encore remise')
  })

  test('given up is no trouble any more once the channel is switched off', async () => {
    await service.services.db.update(collectivites).set({ hubeeFailedAt: clock() })
    expect((await asOperator(consolePage)).text).toContain('Des remises sont abandonnées')
    await switchTo('non')
    expect((await asOperator(consolePage)).text).not.toContain('Des remises sont abandonnées')
  })

  test('with an attestation stays on the desk: HubEE takes what is certified', async () => {
    await inTenant((tx) => tx.delete(submissions))
    const { safe } = service.services
    await submit(safe, FAY_AUX_LOGES, async () => ({
      origin: 'Attestation',
      content: contentOf(),
      sender: null,
    }))
    await service.settle()
    expect([await rows(), hub.folders]).toEqual([[], []])
  })
})

describe('what the agent says in HubEE', () => {
  test('stands on the record, whatever its order and however often it is told', async () => {
    const reference = await transmit()
    await service.settle()
    hub.notifyOfAnotherProcess(120)
    for (const status of ['SENT', 'SI_RECEIVED', 'IN_PROGRESS'] as const) hub.move(caseId(), status)
    hub.act(caseId(), 'SENDING_MESSAGE')
    await readNews(service.services)
    expect(await record(reference)).toContain('en cours de traitement depuis le')
    expect(toUs().map(({ processCode }) => processCode)).toEqual(Array(120).fill('CERTDC'))
    expect(await rows()).toMatchObject([{ status: 'IN_PROGRESS', closedAt: null }])
  })

  test('tells of what is done and was not noted, because whoever did it died', async () => {
    await transmit()
    await service.settle()
    await inTenant((tx) => tx.update(hubeeFolders).set({ completedAt: null, heldUntil: clock() }))
    hub.move(caseId(), 'DONE')
    await readNews(service.services)
    await sweepFolders(service.services)
    await service.settle()
    expect(await rows()).toMatchObject([{ completedAt: clock(), closedAt: clock(), heldUntil: null }])
    expect(hub.folders).toHaveLength(1)
  })

  test.each(['DONE', 'REFUSED'] as const)(
    '%s closes case and folder, and forgets their numbers',
    async (end) => {
      await transmit()
      await service.settle()
      const id = caseId()
      hub.move(id, end)
      hub.failNext('500', 1)
      await readNews(service.services).catch(() => {})
      await readNews(service.services)
      expect(completed()).toMatchObject([{ globalStatus: 'CLOSED', cases: [{ status: 'CLOSED' }] }])
      expect(await rows()).toMatchObject([{ status: end, folderId: null, caseId: null, closedAt: clock() }])
      hub.move(id, 'IN_PROGRESS')
      await readNews(service.services)
      expect(await rows()).toMatchObject([{ status: end }])
      expect(toUs()).toEqual([])
    },
  )
})

describe('a subscription', () => {
  test('opens a collectivité that nobody else reads, as long as it is active; attestations go other ways', async () => {
    await service.services.db
      .update(collectivites)
      .set({ accessConfirmedAt: null, acceptsWithoutFranceConnect: true })
    await readSubscriptions(service.services)
    expect(await state()).toBe('ouverte')
    for (const path of ['attestation', 'signalement'])
      expect((await service.newVisitor().visit(`${page}/${path}`)).url.pathname).toBe(
        `${page}/sans_france_connect`,
      )
    hub.setSubscription(FAY_AUX_LOGES, 'Suspendu')
    await readSubscriptions(service.services)
    expect(await state()).toBe('en attente')
    expect((await service.newVisitor().visit(page)).text).toContain('bientôt')
    hub.setSubscription(FAY_AUX_LOGES, 'Actif')
    expect((await asOperator(`${consolePage}/hubee/lecture`, {})).text).toContain('relu')
    await service.settle()
    expect(await state()).toBe('ouverte')
    await service.services.db.update(collectivites).set({ accessConfirmedAt: clock() })
  })

  test.each([
    ['mairie@adon.fr', '21450001900010', '45001', ['Inactif'], 'à activer dans HubEE'],
    // An address that HubEE cannot read.
    ['mairie+qf@aillant.alsace', '21450002700013', '45002', [], 'à créer dans HubEE'],
  ])('is asked for at an opening by DataPass, with %s as administrator', async (...opening) => {
    const [email, siret, codeCog, statuses, words] = opening
    // DataPass lives by the real time.
    clock.moveTo(new Date().toISOString())
    const { dataPass } = service.sandbox
    const village = { siret, name: 'COMMUNE', codeCog, postalCode: '45230' }
    const request = dataPass.createRequest({ ...village, applicant: { email } })
    await dataPass.fire(request, 'approve')
    await service.settle()
    const asked = hub.subscriptions.filter(({ subscriber }) => subscriber.companyRegister === siret)
    expect(asked).toMatchObject(statuses.map((status) => ({ status, datapassId: request.id })))
    expect((await asOperator(`/dinum/collectivites/${siret}`)).text).toContain(words)
  })
})
