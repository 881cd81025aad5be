import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { readClipboard } from '../support/clipboard.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { faultsOfCsv } from '../support/validate-csv.js'
import { weighFirstVisit } from '../support/weight.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true, contact: 'Mairie, du lundi au vendredi' })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())

describe.each([
  ['a telephone', { width: 320, javaScript: true }],
  ['a computer without JavaScript', { width: 1280, javaScript: false }],
])('on %s', (_name, screen) => {
  test('a quotient familial goes from the resident to the secretary’s CSV, every page accessible', async () => {
    await using resident = await openPage(screen)
    const reference = await walkAsResident(resident.page)

    await using agent = await openPage(screen)
    const row = await readAsSecretary(agent.page, reference)
    expect(row).toMatchObject({
      'Nom de naissance': 'MARCHADIER',
      'Quotient familial': '742',
      'Nom connu de la mairie': 'Mme Marchadier',
      'Enfants ou services concernés': 'Léa, cantine',
    })
  })
})

async function walkAsResident(tab: Page): Promise<string> {
  const look = () => lookAt(tab)
  await tab.goto(service.url)
  await look()
  await tab.getByRole('link', { name: 'Choisir ma collectivité' }).click()
  await tab.getByLabel('Nom de la collectivité').fill('fay aux loges')
  await tab.getByRole('button', { name: 'Rechercher' }).click()
  await look()
  await tab.getByRole('link', { name: 'Fay-aux-Loges' }).click()
  await look()
  await tab.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
  await tab.getByRole('button', { name: 'Élodie Jeanne MARCHADIER' }).click()
  await tab.waitForURL(`**${page}/envoyer_mes_donnees`)
  await look()
  await tab.getByLabel('Nom sous lequel la mairie vous connaît').fill('Mme Marchadier')
  await tab.getByLabel('Enfants ou services concernés').fill('x'.repeat(101))
  await tab.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
  await tab.getByRole('alert').getByRole('link').click()
  await look()
  await tab.getByLabel('Enfants ou services concernés').fill('Léa, cantine')
  await tab.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
  await tab.waitForURL('**/confirmation/*')
  await look()
  const reference = new URL(tab.url()).pathname.split('/').at(-1) ?? ''
  const download = tab.waitForEvent('download')
  await tab.getByRole('link', { name: 'Télécharger le récépissé', exact: true }).click()
  expect((await download).suggestedFilename()).toBe(`recepisse_${reference}.pdf`)
  await tab.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await tab.waitForURL('**/logout-callback*')
  await look()
  return reference
}

async function readAsSecretary(tab: Page, reference: string): Promise<Record<string, string> | undefined> {
  await tab.goto(`${service.url}/agent`)
  await lookAt(tab)
  await tab.getByRole('link', { name: 'S’identifier avec ProConnect', exact: true }).click()
  await tab.getByRole('button', { name: /^Martine LEGENDRE/ }).click()
  await tab.waitForURL(`**/agent/collectivites/${FAY_AUX_LOGES}`)
  await lookAt(tab)
  const download = tab.waitForEvent('download')
  await tab.getByRole('link', { name: 'Télécharger le CSV', exact: true }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(
    /^quotients-familiaux_45142_\d{4}-\d\d-\d\d--\d{4}-\d\d-\d\d\.csv$/,
  )
  const csv = await text(await file.createReadStream())
  const schema = await fetch(`${service.url}/schemas/quotients-familiaux/1.0.0/schema.json`)
  expect(await faultsOfCsv(csv, (await schema.json()) as object)).toEqual([])
  await tab.getByRole('link', { name: reference }).click()
  await lookAt(tab)
  await tab.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await tab.waitForURL('**/agent/logout-callback*')
  await lookAt(tab)
  const rows: Record<string, string>[] = parse(csv, { columns: true, delimiter: ';', bom: true })
  return rows.find((row) => row.Référence === reference)
}

/** What holds on every page: axe finds nothing, nothing is cut off, one main title, a title of its own. */
async function lookAt(tab: Page): Promise<void> {
  await expectAccessible(tab)
  expect(await tab.locator('h1').count()).toBe(1)
  expect(await tab.title()).toContain(' — Mon quotient familial')
  const { scrollWidth, innerWidth } = await widthsOf(tab)
  expect(scrollWidth, `${tab.url()} is wider than the screen`).toBeLessThanOrEqual(innerWidth)
}

function widthsOf(tab: Page): Promise<{ scrollWidth: number; innerWidth: number }> {
  return tab.evaluate(
    '({ scrollWidth: document.documentElement.scrollWidth, innerWidth: window.innerWidth })',
  )
}

test('results come while typing', async () => {
  await using visit = await openPage({ width: 320 })
  await visit.page.goto(`${service.url}/collectivites`)
  await visit.page.getByLabel('Nom de la collectivité').pressSequentially('st etienne')
  await visit.page.getByRole('link', { name: /^Saint-Étienne\s+Loire/ }).waitFor()
  await expectAccessible(visit.page)
  await visit.page.getByLabel('Nom de la collectivité').fill('zzzz')
  await visit.page.getByText('Aucune collectivité trouvée').waitFor()
  await expectAccessible(visit.page)
  await visit.context.setOffline(true)
  await visit.page.getByLabel('Nom de la collectivité').fill('orleans')
  await visit.page.locator('#resultats').getByText('La recherche n’a pas abouti').waitFor()
})

test('a commune that is not in the service has a message ready to take away', async () => {
  await using visit = await openPage({ width: 320 })
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await visit.page.goto(`${service.url}/collectivites?commune=2B050`)
  await lookAt(visit.page)
  await visit.page.getByRole('button', { name: 'Copier' }).click()
  await visit.page.getByText('Copié', { exact: true }).waitFor()
  expect(await readClipboard(visit.context)).toContain('Calvi')
})

test.each([320, 1280])(
  'the first visit at %i px weighs at most 120 KB in at most 8 requests',
  async (width) => {
    const { requests, bytes, list } = await weighFirstVisit(service.url + page, { width })
    expect(bytes, JSON.stringify(list)).toBeLessThanOrEqual(120_000)
    expect(requests).toBeLessThanOrEqual(8)
    expect(requests).toBeGreaterThan(3)
  },
)
