import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { attachments, submissions } from '#src/db/schema.js'
import { attestationPdf, postWithFiles } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const REASON = 'Mon attestation de novembre dit 612.\nVoir la page 2.'
let service: TestService
let resident: Visitor

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
beforeEach(async () => {
  resident = service.newVisitor()
  await inTenant((tx) => tx.delete(submissions))
})
afterAll(() => service?.close())

function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}
const open = async () => {
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  expect(review.html).toContain(`href="${page}/signalement"`)
  return resident.visit(`${page}/signalement`)
}
const post = (shown: VisitedPage, fields: Record<string, string | string[]>, files: Uint8Array[] = []) =>
  postWithFiles(
    resident,
    shown,
    `${page}/signalement`,
    fields,
    files.map((bytes) => ({ name: 'attestation.pdf', bytes })),
  )
const referenceOf = ({ url }: VisitedPage) => url.pathname.split('/').at(-1) ?? ''

test('a value that does not match goes unchanged, flagged, with what the resident says and joins', async () => {
  const done = await post(await open(), { motif: REASON, nom_connu: 'Durand' }, [await attestationPdf()])
  expect(done.text).toContain('C’est transmis')
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  const record = await agent.visit(`${desk}/transmissions/${referenceOf(done)}`)
  for (const words of [
    'Signalé par l’usager',
    'Mon attestation de novembre dit 612.',
    'Télécharger la pièce jointe',
  ])
    expect(record.text).toContain(words)
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  expect(csv).toMatch(/"\d+";"\d+";"\d{4}";"\d*";"\d*";"CAF";"FranceConnect";"Signalé par l’usager"/)
  expect(csv).not.toContain('612')
})

test('the paper is not compulsory', async () => {
  expect((await post(await open(), { motif: REASON })).text).toContain('C’est transmis')
  expect(await inTenant((tx) => tx.$count(attachments))).toBe(0)
})

test('without a word, or with too many, nothing goes and nothing is lost', async () => {
  const shown = await open()
  const silent = await post(shown, { motif: ' ', nom_connu: 'Durand' }, [await attestationPdf()])
  expect([silent.status, silent.text.split('Dites en une phrase').length]).toEqual([422, 3])
  expect(silent.html).toMatch(/name="nom_connu"[^>]*value="Durand"/)
  const long = await post(silent, { motif: 'x'.repeat(501), gardees: fieldOf(silent.html, 'gardees') })
  expect([long.status, long.text.includes('501 caractères')]).toEqual([422, true])
  const done = await post(long, { motif: REASON, gardees: fieldOf(long.html, 'gardees') })
  expect(done.text).toContain('C’est transmis')
  expect(await inTenant((tx) => tx.$count(attachments))).toBe(1)
})

test('without a review there is nothing to dispute', async () => {
  expect((await resident.visit(`${page}/signalement`)).status).toBe(403)
  const shown = await open()
  const stranger = service.newVisitor()
  const posted = await postWithFiles(stranger, shown, `${page}/signalement`, { motif: REASON })
  expect(posted.status).toBe(403)
})

test('sent twice, stored once', async () => {
  const shown = await open()
  const both = await Promise.all([post(shown, { motif: REASON }), post(shown, { motif: REASON })])
  expect(both.every(({ text }) => text.includes('C’est transmis'))).toBe(true)
  expect(await inTenant((tx) => tx.$count(submissions))).toBe(1)
})
