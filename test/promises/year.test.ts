import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '#src/audit/verify-command.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { submissions } from '#src/db/schema.js'
import { drawYear, type YearOrder } from '../../bench/year/draw-year.js'
import { fillYear, type YearFilled } from '../../bench/year/fill-year.js'
import type { Commune } from '../../bench/year/places.js'
import { spreadOver } from '../../bench/year/seasons.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { startTestService, type TestService } from '../support/service.js'

const PARIS = '21750001600019'
const ROWS = 3_000
const OWN = 60
const agent = 'martine.legendre@fay-aux-loges.example'
const at = new Date()
const order: YearOrder = {
  seed: 7,
  at,
  rows: ROWS,
  collectivites: 35_000,
  own: [{ siret: FAY_AUX_LOGES, rows: OWN }],
}

describe('a drawn year', () => {
  const communes: Commune[] = Array.from({ length: 400 }, (_, at) => ({
    codeCog: String(10_000 + at),
    siren: `21${String(1_000_000 + at)}`,
    name: `Commune ${at}`,
    departementCode: at % 40 === 0 ? '974' : '45',
    departementName: '',
    postalCodes: [],
    population: (at % 50) * 40,
    searchKey: '',
  }))
  const draw = (change: Partial<YearOrder> = {}) => {
    const { days } = drawYear([...communes], {
      seed: 1,
      at: new Date('2026-10-20T09:00:00Z'),
      rows: 5_000,
      collectivites: 300,
      ...change,
    })
    return [...days]
  }
  const year = draw()

  test('is the same for the same seed, and another for another', () => {
    expect(draw()).toEqual(year)
    expect(draw({ seed: 2 })[360]?.kept[0]).not.toEqual(year[360]?.kept[0])
  })

  test('keeps as many rows as were ordered, of the last 88 days, none later than its moment', () => {
    const kept = year.flatMap((day) => day.kept)
    expect(year).toHaveLength(365)
    expect(kept).toHaveLength(5_000)
    expect(year.findIndex((day) => day.kept.length > 0)).toBe(365 - 88)
    const until = Date.parse('2026-10-20T09:00:00Z')
    for (const { createdAt, treatedAt } of kept) {
      expect(createdAt.getTime()).toBeGreaterThan(until - 90 * 86_400_000)
      expect(Math.max(createdAt.getTime(), treatedAt?.getTime() ?? 0)).toBeLessThan(until)
    }
    expect(new Set(kept.map(({ reference }) => reference)).size).toBe(5_000)
  })

  test('is fullest around the rentrée, fuller in January than in March, and nearly empty in July', () => {
    const days = year.map(({ day }) => day)
    const spread = spreadOver(days, 100_000)
    const aDay = (month: string, from = 1, to = 31) => {
      const some = spread.filter((_, at) => {
        const [, itsMonth, its = ''] = (days[at] ?? '').split('-')
        return itsMonth === month && Number(its) >= from && Number(its) <= to
      })
      return some.reduce((sum, rows) => sum + rows, 0) / some.length
    }
    expect(spread.reduce((sum, rows) => sum + rows, 0)).toBe(100_000)
    expect(aDay('09', 1, 14)).toBeGreaterThan(1.5 * aDay('01'))
    expect(aDay('08', 18, 31)).toBeGreaterThan(1.5 * aDay('01'))
    expect(aDay('01')).toBeGreaterThan(2 * aDay('03'))
    expect(aDay('07')).toBeLessThan(0.5 * aDay('03'))
  })

  test('has who comes again with the same QF or another, attestations, and what is left to treat', () => {
    const kept = year.flatMap((day) => day.kept)
    const byId = new Map(kept.map((row) => [row.id, row]))
    const again = kept.filter(({ previousId }) => previousId !== null)
    expect(again.length).toBeGreaterThan(20)
    for (const { previousId, siret, content, createdAt } of again) {
      const before = byId.get(previousId ?? '')
      expect(before?.siret).toBe(siret)
      expect(before?.content.identity).toEqual(content.identity)
      expect(before?.createdAt.getTime()).toBeLessThan(createdAt.getTime())
      const isChanged = before?.content.quotientFamilial.value !== content.quotientFamilial.value
      expect(content.reasons.includes('QF modifié')).toBe(isChanged)
    }
    expect(new Set(again.map(({ content }) => content.reasons.includes('QF modifié'))).size).toBe(2)
    const share = (isSo: (row: (typeof kept)[number]) => boolean) => kept.filter(isSo).length / kept.length
    expect(share(({ origin }) => origin === 'FranceConnect')).toBeGreaterThan(0.8)
    expect(share(({ origin }) => origin === 'Attestation')).toBeGreaterThan(0.03)
    expect(share(({ origin }) => origin === 'Guichet')).toBeGreaterThan(0.01)
    expect(share(({ treatedAt }) => treatedAt === null)).toBeGreaterThan(0.1)
    expect(share(({ treatedAt }) => treatedAt !== null)).toBeGreaterThan(0.5)
  })
})

describe('a year written into the database of a service, by a plain owner', () => {
  let database: TestDatabase<{ url: string }>
  let service: TestService
  let filled: YearFilled
  beforeAll(async () => {
    database = await createTestDatabase('owner')
    service = await startTestService({ database, worker: false })
    await service.open(FAY_AUX_LOGES)
    const { keyring } = service.services.safe
    const auditKey = service.services.config.keys.audit
    filled = await fillYear({ url: database.config.url, keyring, auditKey }, order)
  }, 300_000)
  afterAll(async () => service?.close())

  test('says what it wrote, and the public figures sum it', async () => {
    const found = await service.services.db.execute(sql`
      select sum(transmissions + sent_without_franceconnect)::int as sent,
        (select count(*) from collectivites)::int as collectivites from daily_counts`)
    const [sums] = rowsOf(found)
    expect(sums).toEqual({ sent: filled.sentInTheYear, collectivites: filled.collectivites })
    expect(filled.transmissions).toBe(ROWS)
    expect(filled.collectivites).toBeGreaterThan(34_000)
    expect(filled.sentInTheYear).toBeGreaterThan(1.5 * ROWS)
  })

  test('opens on the desk, as many as were ordered, from the list to the record', async () => {
    await service.addMember(FAY_AUX_LOGES, agent)
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    const desk = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    const references = [
      ...new Set([...desk.html.matchAll(/\/transmissions\/(Q\w{9})/g)].map(([, one]) => one)),
    ]
    expect(references).toHaveLength(50)
    const csv = await martine.request(`/agent/collectivites/${FAY_AUX_LOGES}/export.csv`)
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(OWN + 1)
    const record = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/transmissions/${references[0]}`)
    expect(record.status).toBe(200)
  })

  test('has traces that are as written', async () => {
    const lines: string[] = []
    for (const siret of [FAY_AUX_LOGES, PARIS])
      await verifyAudit(service.services, (line) => lines.push(line), [siret])
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/^1 chain, \d{2,} lines: all as written$/)
  })

  test('leaves the walls standing, for the service and for the owner', async () => {
    const { db } = service.services
    const seenIn = async (table: string) =>
      rowsOf(await db.execute(sql`select count(*)::int as rows from ${sql.identifier(table)}`))[0]
    const owner = postgres(database.config.url, { max: 1 })
    try {
      for (const table of ['submissions', 'data_keys', 'audit_events', 'audit_heads']) {
        expect(await seenIn(table), table).toEqual({ rows: 0 })
        const [row] = await owner.unsafe(`select count(*)::int as rows from ${table}`)
        expect(row, table).toEqual({ rows: 0 })
      }
    } finally {
      await owner.end()
    }
  })

  test('is refused where transmissions are kept already, and changes nothing', async () => {
    const { keyring } = service.services.safe
    const again = { url: database.config.url, keyring, auditKey: service.services.config.keys.audit }
    await expect(fillYear(again, { ...order, seed: 8 })).rejects.toThrow('keeps transmissions already')
    const { db } = service.services
    const kept = await asCollectivite(db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))
    expect(kept).toBe(OWN)
    expect(await db.$count(submissions)).toBe(0)
  })
})
