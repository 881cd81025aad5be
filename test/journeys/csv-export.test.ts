import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSafe } from '../support/fill.js'
import { startTestService, type TestService } from '../support/service.js'

const SAINT_LEU = '21974013100012'
const ROWS = 1201
const first = Date.parse('2026-10-01T20:30:00.000Z')
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(SAINT_LEU)
  await service.addMember(SAINT_LEU, 'mj.payette@saint-leu.example')
  await fillSafe(service.services.safe, SAINT_LEU, ROWS, (index) => ({
    // Seven rows a millisecond: pages meet in the middle of equal dates.
    createdAt: new Date(first + Math.floor(index / 7)),
    content: { externalId: `=${index}` },
  }))
})
afterAll(() => service?.close())

test('the file of more rows than one batch holds each once, the oldest first', async () => {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'marie-josee' })
  const response = await agent.request(`/agent/collectivites/${SAINT_LEU}/export.csv`)
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="quotients-familiaux_97413_2026-10-02--2026-10-02.csv"',
  )
  const rows: Record<string, string>[] = parse(await response.text(), {
    columns: true,
    delimiter: ';',
    bom: true,
  })
  expect(rows).toHaveLength(ROWS)
  expect(new Set(rows.map((row) => row.Référence)).size).toBe(ROWS)
  expect(rows[0]?.['Date de transmission']).toBe('2026-10-02 00:30')
  expect(rows[0]?.['Identifiant externe']).toMatch(/^'=\d$/)
  const places = rows.map((row) => Math.floor(Number(row['Identifiant externe']?.slice(2)) / 7))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
