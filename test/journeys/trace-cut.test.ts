import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { readTrace } from '#src/audit/trace.js'
import { openService } from '#src/onboarding/open-service.js'
import { workNightly } from '#src/work-nightly.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { openChains } from '../support/chains.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const journal = `/agent/collectivites/${FAY_AUX_LOGES}/journal`
// The clock of the database is the real one: 37 months and more before it.
const monthsAgo = (months: number) => {
  const then = new Date()
  then.setUTCMonth(then.getUTCMonth() - months)
  return then.toISOString()
}
const many = (count: number, months: number) => Array.from({ length: count }, () => monthsAgo(months))
let service: TestService

beforeAll(async () => {
  service = await startTestService({ worker: false })
  const { safe, config } = service.services
  await openService(safe, { siret: FAY_AUX_LOGES, state: 'ouverte', retentionDays: 90 })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const chains = openChains(safe)
  await chains.write(FAY_AUX_LOGES, [...many(130, 40), ...many(20, 37), ...many(110, 35)], config.keys.audit)
  await chains.act([monthsAgo(38), monthsAgo(1)])
  await chains.close()
})
afterAll(() => service?.close())

async function admin(...command: string[]): Promise<string[]> {
  const lines: string[] = []
  await runAdmin(command, service.environment, (line) => lines.push(line))
  return lines
}
const logged = (event: string) =>
  service.logs.map((line) => JSON.parse(line)).filter((line) => line.event === event)

test('a night cuts what is older than 36 months; the journal reads on, and the chains are as written', async () => {
  expect(await admin('audit:verify')).toEqual(['2 chains, 262 lines: all as written'])
  await workNightly(service.services)
  expect(logged('audit cut')).toMatchObject([{ seq: 1 }, { siret: FAY_AUX_LOGES, seq: 150 }])
  expect(logged('audit not cut')).toEqual([])
  expect(await admin('audit:verify')).toEqual(['2 chains, 111 lines: all as written'])

  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const newest = await martine.visit(journal)
  expect(newest.text).toContain('il est gardé 36 mois')
  const [, older = ''] = newest.html.match(/href="([^"]*avant=\d+)"/) ?? []
  const last = await martine.visit(older.replaceAll('&amp;', '&'))
  expect(last.status).toBe(200)
  expect(last.text).not.toContain('Lignes plus anciennes')
  expect(last.text).toContain('Transmise')
  const left = await readTrace(service.services.db, FAY_AUX_LOGES, {
    actions: ['transmission'],
    reference: null,
    before: null,
    limit: 1000,
  })
  expect([left.length, left.at(-1)?.seq]).toEqual([110, 151])
  const gone = await martine.visit(`${journal}?avant=100`)
  expect([gone.status, gone.text]).toEqual([200, expect.stringContaining('Rien à montrer')])

  await using visit = await openPage({ javaScript: false, width: 320 })
  const [name = '', value = ''] = martine.cookie('qf-agent')?.split('=') ?? []
  await visit.context.addCookies([{ name, value, url: service.url }])
  await visit.page.goto(service.url + journal)
  await expectAccessible(visit.page)
  expect(await admin('audit:verify', FAY_AUX_LOGES)).toEqual(['1 chain, 112 lines: all as written'])
})

test('a second night cuts nothing, and goes on writing behind the cut', async () => {
  service.logs.length = 0
  await workNightly(service.services)
  expect(logged('audit cut')).toEqual([])
  expect(logged('audit head')).toContainEqual(expect.objectContaining({ siret: FAY_AUX_LOGES, seq: 262 }))
})
