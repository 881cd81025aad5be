import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEvents, dailyCounts, sessions, submissions } from '#src/db/schema.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { readPdf } from '../support/read-pdf.js'
import { startTestService, type TestService } from '../support/service.js'

const MARK = 'Essai : rien n’est réel, rien n’est transmis'
const TRIAL = '/administrations/essai'
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
})
afterAll(() => service?.close())

test('a collectivité reads what it needs, where to ask, how long it takes and what comes then', async () => {
  const { text: said, html } = await service.newVisitor().visit('/administrations')
  for (const words of [
    'Le SIRET',
    'Celle que vous avez déjà suffit',
    'nous utilisons l’API',
    'ni le demandeur ni le maire',
    'Formulaire d’accès au Quotient Familial',
    'environ trois jours ouvrés',
    'le demandeur et le contact métier reçoivent',
    'ouvre aussitôt',
    'gratuit',
    'aucun tarif',
    'jamais destinataire',
    'aide@example.fr',
  ])
    expect(said).toContain(words)
  for (const href of ['https://datapass.api.gouv.fr/', 'https://particulier.api.gouv.fr/', TRIAL])
    expect(html).toContain(`href="${href}"`)
})

describe.each([
  ['a telephone without JavaScript', { width: 320, javaScript: false }],
  ['a computer', { width: 1280, javaScript: true }],
])('the try with a fictitious family, on %s', (_name, screen) => {
  test('leads by its own buttons from the family’s page to the secretary’s file, marked on each page', async () => {
    await using visit = await openPage(screen)
    const { page: tab } = visit
    await tab.goto(`${service.url}/administrations`)
    await expectAccessible(tab)
    await tab.getByRole('link', { name: 'Essayer avec une famille fictive' }).click()
    await arrive(tab, TRIAL)
    await tab.getByRole('link', { name: 'S’identifier avec FranceConnect', exact: true }).click()
    await arrive(tab, `${TRIAL}/relire`)
    await tab.getByRole('link', { name: 'Actualiser' }).click()
    await tab.getByText('Ce montant vient d’être actualisé').waitFor()
    await tab.getByRole('button', { name: 'Transmettre mon quotient familial', exact: true }).click()
    await arrive(tab, `${TRIAL}/confirmation`)
    await tab.getByRole('link', { name: 'Mes transmissions' }).click()
    await arrive(tab, `${TRIAL}/suivi`)
    await tab.getByRole('link', { name: /^Suite de l’essai/ }).click()
    await arrive(tab, `${TRIAL}/bureau`)
    expect(await tab.getByRole('row', { name: /EXEMPLE-DURAND Camille/ }).count()).toBe(1)
    await tab.getByRole('button', { name: 'Marquer comme traité', exact: true }).click()
    await arrive(tab, `${TRIAL}/fichier`)
    const download = tab.waitForEvent('download')
    await tab.getByRole('link', { name: 'Télécharger le CSV', exact: true }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('essai_quotients-familiaux.csv')
    const csv = await text(await file.createReadStream())
    const shown = (await tab.locator('pre').textContent()) ?? ''
    // The page and the file each tell their own minute.
    expect(withoutMoment(csv)).toContain(withoutMoment(shown.replaceAll('\n', '\r\n')))
    const rows: Record<string, string>[] = parse(csv, { columns: true, delimiter: ';', bom: true })
    expect(rows).toMatchObject([{ 'Nom de naissance': 'EXEMPLE-DURAND', 'Quotient familial': '742' }])
    await tab.getByRole('link', { name: 'Proposer ce service dans ma collectivité' }).click()
    await tab.waitForURL('**/administrations')
  })
})

function withoutMoment(csv: string): string {
  return csv.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'MOMENT')
}

async function arrive(tab: Page, path: string): Promise<void> {
  await tab.waitForURL(`**${path}`)
  expect(await tab.getByText(MARK).count()).toBe(1)
  expect(await tab.title()).toMatch(/^Essai : /)
  await expectAccessible(tab)
}

test('nothing of the try is kept, told to FranceConnect or counted, and no link of it leads astray', async () => {
  const { db, counters } = service.services
  const kept = async () => {
    await counters.write()
    return Promise.all([submissions, sessions, auditEvents, dailyCounts].map((table) => db.$count(table)))
  }
  const before = await kept()
  const asked = service.sandbox.apiParticulier.requests.length
  const visitor = service.newVisitor()
  const waiting = [TRIAL]
  const seen = new Set(waiting)
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const response = await visitor.request(path)
    expect([path, response.status]).toEqual([path, 200])
    expect([path, response.headers.getSetCookie()]).toEqual([path, []])
    if (!path.startsWith(TRIAL)) continue
    expect([path, response.headers.get('x-robots-tag')]).toEqual([path, 'noindex'])
    const html = await response.text()
    for (const [, kind, target = ''] of html.matchAll(/ (href|action)="(\/(?!assets)[^"#]*)/g)) {
      const to = target.replaceAll('&amp;', '&')
      if (kind === 'action') {
        const posted = await visitor.request(to, { form: { revue: 'essai', q: 'ZZSEARCHED' } })
        expect([to, posted.status]).toEqual([to, 303])
        expect(posted.headers.get('location')).toMatch(new RegExp(`^${TRIAL}/`))
      } else if (!seen.has(to)) {
        seen.add(to)
        waiting.push(to)
      }
    }
  }
  expect(seen.size).toBeGreaterThan(10)
  expect(await kept()).toEqual(before)
  expect(service.sandbox.apiParticulier.requests).toHaveLength(asked)
  expect(service.logs.join('')).not.toContain('ZZSEARCHED')
})

test('the receipt of the try says of itself that it proves nothing', async () => {
  const response = await service.newVisitor().request(`${TRIAL}/recepisse.pdf`)
  const pdf = await readPdf(Buffer.from(await response.arrayBuffer()))
  expect(JSON.stringify(pdf)).toMatch(/rien n’est réel, rien n’a été transmis/)
  expect(JSON.stringify(pdf)).toContain('personne inventée')
})
