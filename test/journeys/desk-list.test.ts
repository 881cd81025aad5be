import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, submissions } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege, qf742 } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const PEOPLE = 120
const DAY = 86_400_000
const clock = fixedClock('2026-09-01T10:00:00Z')
let service: TestService
let agent: Visitor

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const { safe } = service.services
  for (let person = 0; person < PEOPLE; person++) {
    await sendTo(safe, FAY_AUX_LOGES, contentOf({ identity: numbered(person) }))
    if (person % 4 === 3) clock.moveBy(DAY)
  }
  await sendTo(
    safe,
    FAY_AUX_LOGES,
    contentOf({ identity: numbered(7), quotientFamilial: { ...qf742, value: 690 } }),
  )
  clock.moveBy(1)
  await sendTo(
    safe,
    FAY_AUX_LOGES,
    contentOf({
      identity: { ...nadege, familyName: 'L’HŒRITEAU-ÉTÉ', givenNames: ['Zoë'] },
      declared: { knownName: 'Martin', childrenOrServices: 'Léa (CM1), garderie' },
    }),
  )
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
})
afterAll(() => service?.close())

function numbered(person: number) {
  return { ...nadege, familyName: `ESSAI-${String(person).padStart(3, '0')}` }
}

const list = (query: Record<string, string> = {}) => agent.visit(`${desk}?${new URLSearchParams(query)}`)
const search = (q: string, filters: Record<string, string> = {}) =>
  agent.visit(`${desk}/recherche`, { form: { q, ...filters } })
const referencesOn = ({ html }: VisitedPage) =>
  [...html.matchAll(/name="reference" value="(Q\w{9})"/g)].map(([, reference]) => reference)
const namesOn = ({ html }: VisitedPage) =>
  [...html.matchAll(/<span class="qf-copied"><span>([^<]+)</g)].map(([, name]) => name)

describe('pages', () => {
  test('each transmission stands on exactly one page, new on top', async () => {
    const seen: (string | undefined)[] = []
    let page = await list()
    for (let pages = 1; ; pages++) {
      seen.push(...referencesOn(page))
      const next = page.html.match(/rel="next" href="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&')
      if (!next || pages > 9) break
      page = await agent.visit(next)
    }
    expect([seen.length, new Set(seen).size]).toEqual([PEOPLE + 2, PEOPLE + 2])
    expect(namesOn(await list())[0]).toContain('L’HŒRITEAU')
    expect(page.text).toContain('Revenir aux plus récentes')
  })

  test.each([
    'x',
    '2026-13-45T00:00:00.000Z_00000000-0000-4000-8000-000000000000',
    '2026-11-26T00:00:00.000Z_x',
  ])('a page that cannot be is the first one: %s', async (apres) => {
    const page = await list({ apres })
    expect([page.status, referencesOn(page).length]).toEqual([200, 50])
  })
})

describe('search', () => {
  test.each([
    ['l hoeriteau', 1],
    ['LHŒRITEAU', 1],
    ['Héritéau', 0],
    ['été zoe', 1],
    ['martin', 1],
    ['lea cm1', 1],
    ['garderie', 1],
    ['essai 007', 2],
    ['essai', 50],
    ['  ', 50],
    ['%_', 0],
    ['ياسين', 0],
    ['inconnu', 0],
  ])('of « %s »: %i rows, whatever accents and case', async (q, rows) => {
    const page = await search(q)
    expect(page.url.href).not.toContain(encodeURIComponent(q.trim()) || 'q=')
    expect([page.status, referencesOn(page).length]).toEqual([200, rows])
  })

  test('opens what it searched through under one line of the trace, and says how far it looked', async () => {
    const page = await search('garderie')
    expect(page.text).toContain(`Recherche faite dans ${PEOPLE + 2} transmissions.`)
    const events = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.select().from(auditEvents).orderBy(auditEvents.seq),
    )
    const last = events.at(-1)
    expect([last?.action, last?.references.length]).toEqual(['recherche', PEOPLE + 2])
  })

  test('its pages go on, and what was typed stays', async () => {
    const page = await search('essai')
    const next = page.html.match(/rel="next" href="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await agent.visit(next)
    expect(referencesOn(second).filter((one) => referencesOn(page).includes(one))).toEqual([])
    expect(second.html).toContain('value="essai"')
  })
})

describe('filters', () => {
  test('of a period by days of the collectivité, of what is to check, of a changed QF with both values', async () => {
    expect(referencesOn(await list({ du: '2026-09-01', au: '2026-09-01' }))).toHaveLength(4)
    expect(referencesOn(await list({ du: '2026-09-02', au: '2026-09-03' }))).toHaveLength(8)
    const changed = await list({ verifier: 'qf-modifie' })
    expect(namesOn(changed)).toEqual(['ESSAI-007 Nadège Anne Lise'])
    expect(changed.text).toMatch(/690 .*était 742 le 2 septembre 2026/)
    expect(referencesOn(await list({ verifier: 'oui' }))).toHaveLength(1)
    for (const verifier of ['qf-zero', 'signale'])
      expect(referencesOn(await list({ verifier })), verifier).toHaveLength(0)
    expect(referencesOn(await list({ origine: 'Guichet' }))).toHaveLength(0)
    expect(referencesOn(await list({ origine: 'FranceConnect', export: 'jamais' }))).toHaveLength(50)
  })

  test.each([
    { du: '2026-02-30' },
    { du: '0000-01-01', au: '9999-99-99' },
    { etat: 'constructor', origine: "'; drop table submissions; --", verifier: '__proto__', export: 'x' },
  ])('of nonsense is no filter: %j', async (query) => {
    const page = await list(query as Record<string, string>)
    expect([page.status, referencesOn(page).length]).toEqual([200, 50])
    expect(page.text.includes('Cette période n’est pas comprise')).toBe('du' in query)
  })
})

describe('ticked rows', () => {
  const tick = (action: string, references: (string | undefined)[], query = '') =>
    agent.visit(`${desk}/selection${query}`, {
      body: new URLSearchParams([
        ['action', action],
        ...references.map((one): [string, string] => ['reference', one ?? '']),
      ]).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })

  test('are treated and back, and the list comes back as it was', async () => {
    const rows = referencesOn(await search('essai-01')).slice(0, 3)
    const treated = await tick('traite', rows, '?recherche=oui&origine=FranceConnect')
    expect(treated.text).toContain('3 transmissions sont marquées comme traitées.')
    expect(treated.url.search).toContain('recherche=oui')
    expect(treated.html).toContain('value="essai-01"')
    expect(referencesOn(await list({ etat: 'traite' })).toSorted()).toEqual(rows.toSorted())
    expect((await tick('a-traiter', rows)).text).toContain('3 transmissions sont à traiter.')
  })

  test('nothing ticked, nothing done; strangers, other communes and unknown words change nothing', async () => {
    expect((await tick('traite', [])).text).toContain('cochez d’abord des lignes')
    const ofCalvi = (await sendTo(service.services.safe, CALVI))?.reference
    expect((await tick('traite', [ofCalvi, 'x', 'Q23456789B'])).status).toBe(200)
    expect((await tick('constructor', referencesOn(await list()))).text).toContain('Rien n’a été fait')
    const rows = await asCollectivite(service.services.db, CALVI, (tx) => tx.select().from(submissions))
    expect(rows.map(({ treatedAt }) => treatedAt)).toEqual([null])
    const elsewhere = `/agent/collectivites/${CALVI}/selection`
    expect(
      (await agent.visit(elsewhere, { form: { action: 'traite', reference: ofCalvi ?? '' } })).status,
    ).toBe(404)
  })
})
