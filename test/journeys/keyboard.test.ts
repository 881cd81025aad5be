import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { keyboardOf } from '../support/keyboard.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

/** The first link of every page, over what all pages share. */
const TO_CONTENT = 'Contenu'

let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())

describe.each([
  ['a telephone', { width: 320, height: 640, javaScript: true }],
  ['a computer without JavaScript', { width: 1280, javaScript: false }],
])('with nothing but a keyboard, on %s', (_name, screen) => {
  test('a resident finds her commune, sends, corrects what was refused, and takes it back', async () => {
    await using visit = await openPage(screen)
    const { page: tab } = visit
    const keys = keyboardOf(tab)
    await tab.goto(service.url)
    await keys.follow('Choisir ma collectivité')
    await keys.open(TO_CONTENT)
    await keys.write(/^Nom de la collectivité/, 'fay aux loges')
    const results = tab.waitForEvent('load')
    await tab.keyboard.press('Enter')
    await results
    await keys.follow(/^Fay-aux-Loges/)
    await keys.follow('S’identifier avec FranceConnect')
    // FranceConnect's own page is not ours to judge.
    await tab.getByRole('button', { name: 'Élodie Jeanne MARCHADIER' }).press('Enter')
    await tab.waitForURL('**/envoyer_mes_donnees')

    await keys.write(/^Enfants ou services concernés/, 'x'.repeat(101))
    await keys.follow('Transmettre mon quotient familial')
    expect(await tab.title()).toMatch(/^Erreur : /)
    await keys.open(/Ce texte compte 101 caractères/)
    expect(await tab.evaluate('document.activeElement.name')).toBe('enfants_ou_services')
    await tab.keyboard.press('Control+A')
    await tab.keyboard.type('Léa, cantine')
    await keys.follow('Transmettre mon quotient familial')
    expect(new URL(tab.url()).pathname).toMatch(/confirmation/)

    const download = tab.waitForEvent('download')
    await keys.open('Télécharger le récépissé')
    expect((await download).suggestedFilename()).toMatch(/^recepisse_Q\w{9}\.pdf$/)
    await keys.follow('Annuler cette transmission')
    await tab.getByRole('heading', { level: 1, name: /annulée/ }).waitFor()
    await keys.follow('Se déconnecter')
    await tab.waitForURL('**/logout-callback*')
  })

  test('the secretary filters her list, takes a file, ticks a line and treats it', async () => {
    await sendTo(service.services.safe, FAY_AUX_LOGES)
    await using visit = await openPage(screen)
    const { page: tab } = visit
    const keys = keyboardOf(tab)
    await tab.goto(`${service.url}/agent`)
    await keys.follow('S’identifier avec ProConnect')
    await tab.getByRole('button', { name: 'Martine LEGENDRE' }).press('Enter')
    await tab.waitForURL('**/agent/collectivites/*')
    await keys.open(TO_CONTENT)
    await keys.tick('Filtrer par date, origine ou vérification')
    await keys.goTo('Transmises du')
    const download = tab.waitForEvent('download')
    await keys.open('Télécharger le fichier Excel')
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
    await keys.tick(/^Cocher/)
    await keys.follow('Marquer comme traité')
    expect(await tab.getByText('La transmission est marquée comme traitée').count()).toBe(1)
    await keys.follow('Journal')
    await keys.follow('Se déconnecter')
    await tab.waitForURL('**/agent/logout-callback*')
  })
})

test('the tabulator comes through the home page to its end, and back', async () => {
  await using visit = await openPage()
  const { page: tab } = visit
  await tab.goto(service.url)
  const links = await tab.evaluate<string[]>(
    "[...document.querySelectorAll('a[href]')].map(({ href }) => href)",
  )
  const walk = async (key: string) => {
    const passed: string[] = []
    for (const _link of links) {
      await tab.keyboard.press(key)
      passed.push(await tab.evaluate('document.activeElement.href'))
    }
    return passed
  }
  expect(await walk('Tab')).toEqual(links)
  await tab.keyboard.press('Tab')
  expect(await walk('Shift+Tab')).toEqual(links.toReversed())
})
