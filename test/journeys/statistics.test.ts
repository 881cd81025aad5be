import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dailyCounts } from '#src/db/schema.js'
import { organisations } from '../sandbox/proconnect/organisations.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const SAINT_LEU = organisations.saintLeu.siret
const [PAGE, MONTHS, RATES, DEPARTEMENTS] = [
  '',
  '/transmissions-par-mois.csv',
  '/taux.csv',
  '/departements.csv',
].map((file) => `/statistiques${file}`) as [string, string, string, string]
const NOT_ENOUGH = 'pas encore assez de transmissions'
const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
})
afterAll(() => service?.close())
beforeEach(async () => {
  await service.services.counters.write()
  await service.services.db.execute(
    sql`update daily_counts set views = 0, departures = 0, arrivals = 0, reviews = 0, transmissions = 0, sent_without_franceconnect = 0, cancellations = 0, reads = 0`,
  )
  forget()
})

/** Later, so that nothing is kept in memory of what was read before. */
function forget() {
  clock.moveBy(61 * 60_000)
}
const read = async () => (await service.newVisitor().visit(PAGE)).text
const linesOf = async (path: string) => {
  const text = await (await fetch(service.url + path)).text()
  return text.replace('\uFEFF', '').trimEnd().split('\r\n').slice(1)
}
async function count(siret: string, day: string, transmissions: number, sentWithoutFranceConnect = 0) {
  const added = { siret, day, transmissions, sentWithoutFranceConnect }
  const target = [dailyCounts.siret, dailyCounts.day]
  await service.services.db
    .insert(dailyCounts)
    .values(added)
    .onConflictDoUpdate({
      target,
      set: {
        transmissions: sql`daily_counts.transmissions + ${transmissions}`,
        sentWithoutFranceConnect: sql`daily_counts.sent_without_franceconnect + ${sentWithoutFranceConnect}`,
      },
    })
}

test('before anything is open there is nothing to show, and the page says so', async () => {
  expect(await read()).toContain('Aucune collectivité n’a encore ouvert ce service')
  for (const path of [MONTHS, DEPARTEMENTS]) expect(await linesOf(path)).toEqual([])
  expect(await linesOf(RATES)).toEqual([
    expect.stringMatching(/^"Taux de connexion";"";"sur 100/),
    expect.stringMatching(/^"Taux de complétion";"";"sur 100/),
    expect.stringMatching(/^"Taux de lecture";"";"sur 100/),
  ])
})

describe('once collectivités are open', () => {
  beforeAll(async () => {
    for (const siret of [FAY_AUX_LOGES, CALVI, SAINT_LEU]) await service.open(siret)
    await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  })

  test('what residents and agents do becomes figures, from the eleventh transmission on', async () => {
    const transmit = async () => {
      // Each after the one before: of one moment any may be the newest.
      clock.moveBy(1000)
      const resident = service.newVisitor()
      const page = `/collectivites/${FAY_AUX_LOGES}`
      let review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
      // A slow answer comes behind a waiting page.
      while (!fieldOf(review.html, 'revue')) {
        await wait(100)
        review = await resident.visit(`${page}/envoyer_mes_donnees`)
      }
      await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
    }
    // One of thirteen departures does not come back, one of twelve arrivals finds nothing.
    await service.newVisitor().request(`/collectivites/${FAY_AUX_LOGES}/connexion`)
    await service
      .newVisitor()
      .signIn(`/collectivites/${FAY_AUX_LOGES}/connexion`, { identity: 'no-caf-file' })
    for (let sent = 0; sent < 10; sent++) await transmit()
    await service.services.counters.write()
    const few = await read()
    expect(few).toContain(NOT_ENOUGH)
    expect(few).toMatch(/Collectivités ouvertes 3/)
    expect(few).not.toMatch(/\b10\b/)
    expect(await linesOf(MONTHS)).toEqual(['"2026-11";""'])
    expect((await linesOf(RATES)).map((line) => line.split(';')[1])).toEqual(['""', '""', '""'])
    expect(await linesOf(DEPARTEMENTS)).toContain('"45";"Loiret";"1";""')

    await transmit()
    const martine = service.newVisitor()
    const desk = await martine.signIn('/agent/connexion', { identity: 'martine' })
    const newest = desk.html.match(/\/agent\/collectivites\/\d+\/transmissions\/Q\w+/)?.[0] ?? ''
    await martine.visit(newest)
    await service.services.counters.write()
    forget()
    const enough = await read()
    expect(enough).not.toContain(NOT_ENOUGH)
    expect(enough).toMatch(/Transmissions 11 de décembre 2025 à novembre 2026/)
    expect(await linesOf(MONTHS)).toEqual(['"2026-11";"11"'])
    // 12 of 13, 11 of 12, and the newest with the one before it: 2 of 11.
    expect((await linesOf(RATES)).map((line) => line.split(';')[1])).toEqual(['"92"', '"92"', '"18"'])
    expect(enough).toMatch(/Taux de connexion sur 100 départs .{1,99} 92 %/)
    expect(await linesOf(DEPARTEMENTS)).toEqual([
      '"2B";"Haute-Corse";"1";""',
      '"45";"Loiret";"1";"11"',
      '"974";"La Réunion";"1";""',
    ])
  })

  test('a département under 11 is not shown, and another one with it, lest it follow from the total', async () => {
    await count(FAY_AUX_LOGES, '2026-11-03', 20)
    await count(SAINT_LEU, '2026-11-04', 30)
    await count(CALVI, '2026-11-05', 10)
    expect(await linesOf(DEPARTEMENTS)).toEqual([
      '"2B";"Haute-Corse";"1";""',
      '"45";"Loiret";"1";""',
      '"974";"La Réunion";"1";"30"',
    ])
    const text = await read()
    expect(text).toMatch(/Transmissions 60 de/)
    expect(text).toMatch(/Loiret \(45\) 1 non publié La Réunion \(974\) 1 30 Tous ceux .{1,40} 30/)
    expect(text).not.toMatch(/\b(10|20|40)\b/)

    await count(CALVI, '2026-11-06', 1)
    forget()
    expect((await linesOf(DEPARTEMENTS)).map((line) => line.split(';').at(-1))).toEqual([
      '"11"',
      '"20"',
      '"30"',
    ])
    expect(await read()).not.toContain('Tous ceux')
  })

  test('what anybody can send without FranceConnect pushes no figure over 11', async () => {
    await count(FAY_AUX_LOGES, '2026-11-03', 3, 40)
    await count(CALVI, '2026-11-03', 25)
    await count(SAINT_LEU, '2026-11-03', 30, 2)
    expect(await linesOf(DEPARTEMENTS)).toEqual([
      '"2B";"Haute-Corse";"1";""',
      '"45";"Loiret";"1";""',
      '"974";"La Réunion";"1";"32"',
    ])
    const text = await read()
    expect(text).toMatch(/Transmissions 100 de/)
    expect(text).toMatch(/Tous ceux .{1,40} 68/)
    expect(text).not.toMatch(/\b(43|25)\b/)
  })

  test('a month under 11 is not shown, nor one more; what is older than twelve months, or to come, is left out', async () => {
    await count(FAY_AUX_LOGES, '2025-11-30', 500)
    await count(FAY_AUX_LOGES, '2026-12-01', 500)
    await count(FAY_AUX_LOGES, '2026-09-30', 40)
    await count(FAY_AUX_LOGES, '2026-10-31', 3)
    await count(FAY_AUX_LOGES, '2026-11-01', 60)
    expect(await linesOf(MONTHS)).toEqual(['"2026-09";""', '"2026-10";""', '"2026-11";"60"'])
    expect(await read()).toMatch(/Transmissions 103 de/)
    clock.moveTo('2026-12-01T09:00:00Z')
    expect(await linesOf(MONTHS)).toEqual([
      '"2026-09";""',
      '"2026-10";""',
      '"2026-11";"60"',
      '"2026-12";"500"',
    ])
    clock.moveTo('2026-11-26T12:00:00Z')
  })

  test('where no other figure could hide what follows from the total, nothing is told at all', async () => {
    for (const siret of [FAY_AUX_LOGES, CALVI, SAINT_LEU]) await count(siret, '2026-11-03', 10)
    const text = await read()
    expect(text).toContain(NOT_ENOUGH)
    expect(text).not.toMatch(/\b(10|20|30)\b/)
    expect(await linesOf(MONTHS)).toEqual(['"2026-11";""'])
  })

  test('files open right in a French spreadsheet, and may be kept some minutes, as the page', async () => {
    await count(FAY_AUX_LOGES, '2026-11-03', 1_180)
    for (const path of [MONTHS, RATES, DEPARTEMENTS]) {
      const response = await fetch(service.url + path)
      const bytes = Buffer.from(await response.arrayBuffer())
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const text = bytes.subarray(3).toString()
      expect(text).toMatch(/^("[^"\r\n]*"(;"[^"\r\n]*")+\r\n)+$/)
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="statistiques_[a-z-]+\.csv"$/,
      )
      expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    }
    expect(await linesOf(MONTHS)).toEqual(['"2026-11";"1180"'])
    const response = await fetch(service.url + PAGE)
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  })

  test('on a telephone without JavaScript the pictures have words, and the footer of each page leads here', async () => {
    await count(FAY_AUX_LOGES, '2026-11-03', 40)
    await using visit = await openPage({ width: 320, javaScript: false })
    await visit.page.goto(service.url)
    await visit.page.getByRole('link', { name: 'Statistiques' }).click()
    await visit.page.waitForURL(`**${PAGE}`)
    await expectAccessible(visit.page)
    await visit.page.getByRole('img', { name: /transmissions par mois.*tableau/ }).waitFor()
    const row = visit.page.getByRole('row', { name: /novembre 2026/ })
    expect(await row.getByRole('cell').allTextContents()).toEqual(['40'])
    expect(await visit.page.locator('[style], script').count()).toBe(0)
  })
})
