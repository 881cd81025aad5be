import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attestationPdf, TYPED_IDENTITY } from '../support/attestation.js'
import { openPage } from '../support/browser.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
let service: TestService
let agent: Visitor
let pdf: Buffer

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.open(CALVI, { contact: 'Mairie, 04 95 65 05 11' })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  service.sandbox.apiParticulier.slowAnswersTake(500)
  pdf = await attestationPdf()
})
afterAll(() => service?.close())

describe('from the failure to a transmission that the mairie has', () => {
  const identified = [
    ['no-value', 'null-value'],
    ['no-file at the CAF', 'no-caf-file'],
    ['no-file at the MSA', 'no-msa-file'],
    ['no-file at both', 'no-file-anywhere'],
    ['not-identified', 'not-identified'],
    ['busy', 'busy'],
    ['unavailable until an hour', 'maintenance'],
    ['unavailable', 'timeout'],
    ['misconfigured', 'missing-key'],
  ] as const

  test.each(identified)('%s', async (_outcome, identity) => {
    service.sandbox.franceConnect.makeTokensExpireAfter(identity === 'busy' ? 7 : 60)
    await using visit = await openPage({ width: 320, javaScript: identity !== 'no-caf-file' })
    await comeAs(visit.page, identity)
    await expectReceived(await joinAttestation(visit.page), 'Attestation')
  })

  test('no-file at an unknown fund', async () => {
    service.sandbox.apiParticulier.script({ status: 404, body: errorBody('00003') })
    await using visit = await openPage()
    await comeAs(visit.page, 'ordinary')
    await expectReceived(await joinAttestation(visit.page), 'Attestation')
  })

  test('sign-in-again', async () => {
    service.sandbox.apiParticulier.script({ status: 401, body: errorBody('51502') })
    await using visit = await openPage()
    await comeAs(visit.page, 'ordinary')
    await expectReceived(await joinAttestation(visit.page), 'Attestation')
  })

  test('gave-up', async () => {
    await using visit = await openPage({ width: 320 })
    await visit.page.goto(`${service.url}${page}/connexion`)
    await visit.page
      .getByRole('button', { name: /Revenir/ })
      .first()
      .click()
    await expectReceived(await joinWithoutFranceConnect(visit.page), 'Attestation sans FranceConnect')
  })

  test('sign-in-failed', async () => {
    service.sandbox.franceConnect.failNextSignIn('server_error')
    await using visit = await openPage()
    await visit.page.goto(`${service.url}${page}/connexion`)
    await expectReceived(await joinWithoutFranceConnect(visit.page), 'Attestation sans FranceConnect')
  })

  test('a value that does not match', async () => {
    await using visit = await openPage({ width: 320 })
    await comeAs(visit.page, 'ordinary')
    await visit.page.getByRole('link', { name: 'Le signaler en le transmettant' }).click()
    await visit.page.getByLabel('Qu’est-ce qui ne correspond pas').fill('Mon attestation dit 612.')
    await visit.page.getByLabel('Votre attestation').setInputFiles(upload())
    await visit.page.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
    await expectReceived(await referenceOn(visit.page), 'FranceConnect')
  })

  test('no FranceConnect at all', async () => {
    await using visit = await openPage({ width: 320, javaScript: false })
    await visit.page.goto(`${service.url}${page}`)
    await visit.page.getByRole('link', { name: 'Faire autrement, sans FranceConnect' }).click()
    await expectReceived(await joinWithoutFranceConnect(visit.page), 'Attestation sans FranceConnect')
  })

  test('no FranceConnect, and a collectivité that takes paper alone: what a family brings reaches the same list', async () => {
    await using visit = await openPage({ width: 320 })
    await visit.page.goto(`${service.url}/collectivites/${CALVI}`)
    await visit.page.getByRole('link', { name: 'Faire autrement, sans FranceConnect' }).click()
    const said = await visit.page.locator('main').innerText()
    for (const words of ['04 95 65 05 11', 'France services', 'Aidants Connect', 'à l’accueil'])
      expect(said.replace(/\s/g, ' ')).toContain(words)
    const counter = await agent.visit(`${desk}/guichet`)
    const added = await agent.visit(`${desk}/guichet`, {
      form: {
        ...TYPED_IDENTITY,
        cle: fieldOf(counter.html, 'cle'),
        qf: '612',
        mois: '11/2026',
        regime: 'CNAF',
      },
    })
    await expectReceived(added.url.pathname.split('/').at(-1) ?? '', 'Guichet')
  })
})

test('FranceConnect that does not answer leads to the other way too', async () => {
  const cut = await startTestService({ environment: { FRANCECONNECT_ISSUER: 'http://127.0.0.1:9/api/v2' } })
  await cut.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await using visit = await openPage({ width: 320 })
  await visit.page.goto(`${cut.url}${page}/connexion`)
  await visit.page.getByRole('link', { name: 'Faire autrement, sans FranceConnect' }).click()
  expect(await joinWithoutFranceConnect(visit.page)).toMatch(/^Q[0-9A-Z]{9}$/)
  await cut.close()
})

async function comeAs(tab: Page, identity: string): Promise<void> {
  await tab.goto(`${service.url}${page}`)
  await tab.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
  await tab.locator(`button[value="${identity}"]`).click()
  await tab
    .locator('main a[href$="/attestation"], main a[href$="/signalement"]')
    .first()
    .waitFor({ timeout: 30_000 })
}

/** @returns the reference that the confirmation shows */
async function joinAttestation(tab: Page): Promise<string> {
  await tab.getByRole('link', { name: 'Joindre mon attestation', exact: true }).click()
  await fillValue(tab)
  return referenceOn(tab)
}

async function joinWithoutFranceConnect(tab: Page): Promise<string> {
  await tab.getByRole('link', { name: 'Joindre mon attestation', exact: true }).click()
  await tab.getByLabel('Nom de naissance').fill(TYPED_IDENTITY.nom)
  await tab.getByLabel('Prénoms').fill(TYPED_IDENTITY.prenoms)
  await tab.getByLabel('Date de naissance').fill(TYPED_IDENTITY.naissance)
  await fillValue(tab)
  return referenceOn(tab)
}

async function fillValue(tab: Page): Promise<void> {
  await tab.getByText('La CAF', { exact: true }).click()
  await tab.getByLabel('Quotient familial').fill('612')
  await tab.getByLabel('Mois de l’attestation').fill('11/2026')
  await tab.getByLabel('Votre attestation').setInputFiles(upload())
  await tab.getByRole('button', { name: 'Transmettre mon attestation', exact: true }).click()
}

async function referenceOn(tab: Page): Promise<string> {
  await tab.waitForURL('**/confirmation/*')
  expect(await tab.locator('h1').innerText()).toContain('C’est transmis')
  return new URL(tab.url()).pathname.split('/').at(-1) ?? ''
}

async function expectReceived(reference: string, origin: string): Promise<void> {
  const csv = await agent.request(`${desk}/export.csv`).then((response) => response.text())
  expect(csv.split('\r\n').find((line) => line.startsWith(`"${reference}"`))).toContain(`"${origin}"`)
}

function upload() {
  return { name: 'attestation.pdf', mimeType: 'application/pdf', buffer: pdf }
}

function errorBody(code: string) {
  return { errors: [{ code, title: '', detail: '', meta: {} }] }
}
