import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { contentOf, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())

describe.each([
  ['a telephone', { width: 320, javaScript: true }],
  ['a computer without JavaScript', { width: 1280, javaScript: false }],
])('on %s', (_name, screen) => {
  test('the secretary leaves with one file in three clicks, and treats, adds and erases, every page accessible', async () => {
    const { safe } = service.services
    await sendTo(safe, FAY_AUX_LOGES, contentOf({ identity: { ...nadege, familyName: 'AUTRE' } }))
    await sendTo(safe, FAY_AUX_LOGES)
    await using visit = await openPage(screen)
    const { page: tab } = visit
    await tab.goto(`${service.url}/agent`)
    const clicks = countClicks()

    await clicks.on(tab.getByRole('link', { name: 'S’identifier avec ProConnect', exact: true }))
    // ProConnect's own pages are not ours to count.
    await tab.getByRole('button', { name: 'Martine LEGENDRE' }).click()
    await tab.waitForURL('**/agent/collectivites/*')
    await lookAt(tab)
    await clicks.on(tab.getByRole('link', { name: /^Dans aucun fichier/ }))
    await lookAt(tab)
    const excel = await fileOf(tab, () =>
      clicks.on(tab.getByRole('link', { name: 'Télécharger le fichier Excel', exact: true })),
    )
    expect(excel).toMatch(/^quotients-familiaux_45142_\d{4}-\d\d-\d\d--\d{4}-\d\d-\d\d\.xlsx$/)
    expect(clicks.count).toBe(3)

    await tab.getByRole('link', { name: 'Transmissions', exact: true }).click()
    await tab
      .getByLabel(/^Cocher AUTRE/)
      .first()
      .check({ force: true })
    await tab.getByRole('button', { name: 'Marquer comme traité', exact: true }).click()
    await lookAt(tab)
    expect(await tab.getByText('La transmission est marquée comme traitée').count()).toBe(1)
    const yes = tab.getByRole('button', { name: /^Oui, marquer/ })
    await yes.click()
    await lookAt(tab)

    await tab.getByRole('link', { name: 'Transmissions', exact: true }).click()
    await tab.getByRole('link', { name: 'Ajouter une attestation reçue au guichet' }).click()
    await tab.getByLabel('Nom de naissance').fill('GUICHET')
    await tab.getByLabel('Prénoms').fill('Rose')
    await tab.getByRole('button', { name: 'Ajouter à la liste' }).click()
    await lookAt(tab)
    expect(await tab.getByLabel('Nom de naissance').inputValue()).toBe('GUICHET')
    await tab.getByLabel('Date de naissance').fill('04/09/1988')
    await tab.getByLabel('Quotient familial', { exact: false }).first().fill('512')
    await tab.getByLabel('Mois du quotient familial').fill('10/2026')
    await tab.getByLabel('CAF', { exact: true }).check({ force: true })
    await tab.getByRole('button', { name: 'Ajouter à la liste' }).click()
    await lookAt(tab)
    await tab.getByRole('link', { name: 'Supprimer cette transmission' }).click()
    await lookAt(tab)
    await tab.getByRole('button', { name: 'Supprimer définitivement' }).click()
    await tab.getByText('La transmission est supprimée').waitFor()

    for (const room of ['Fichiers', 'Journal']) {
      await tab.getByRole('link', { name: room, exact: true }).click()
      await lookAt(tab)
    }
  })
})

test('on paper a record says whose it is and of when, and nothing that can only be pressed', async () => {
  const sent = await sendTo(service.services.safe, FAY_AUX_LOGES)
  await using visit = await openPage()
  const { page: tab } = visit
  await tab.goto(`${service.url}/agent/connexion`)
  await tab.getByRole('button', { name: 'Martine LEGENDRE' }).click()
  await tab.waitForURL('**/agent/collectivites/*')
  await tab.getByRole('link', { name: sent?.reference ?? '' }).click()
  await tab.getByRole('button', { name: 'Marquer comme traité' }).click()
  const onPaper = tab.getByText(/^Fay-aux-Loges, imprimé le \d+.* à \d+\sh\s\d\d$/)
  const pressed = tab.locator('main').locator('a, button')
  expect(await onPaper.isVisible()).toBe(false)
  expect(await pressed.count()).toBeGreaterThan(4)
  await tab.emulateMedia({ media: 'print' })
  expect(await onPaper.isVisible()).toBe(true)
  expect(await pressed.filter({ visible: true }).allInnerTexts()).toEqual([])
  expect(await tab.getByText('Transmission marquée comme traitée.').isVisible()).toBe(false)
})

function countClicks() {
  const clicks = {
    count: 0,
    async on(target: { click(): Promise<void> }) {
      clicks.count++
      await target.click()
    },
  }
  return clicks
}

async function fileOf(tab: Page, click: () => Promise<void>): Promise<string> {
  const download = tab.waitForEvent('download')
  await click()
  return (await download).suggestedFilename()
}

async function lookAt(tab: Page): Promise<void> {
  await expectAccessible(tab)
  const wider = await tab.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect([new URL(tab.url()).pathname, wider]).toEqual([new URL(tab.url()).pathname, 0])
}
