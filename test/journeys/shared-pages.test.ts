import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const SOON = { timeout: 10_000 }
let service: TestService
let owner: Sql

beforeAll(async () => {
  service = await startTestService({ front: true })
  await service.open(FAY_AUX_LOGES)
  await service.open(CALVI)
  const { config } = service.database
  owner = postgres('url' in config ? config.url : '', { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await owner?.end()
  await service?.close()
})

const ask = (path: string, headers: Record<string, string> = {}) => fetch(service.url + path, { headers })
const textOf = async (path: string, headers: Record<string, string> = {}) => (await ask(path, headers)).text()
const setServices = (services: string) =>
  owner`update collectivites set services = ${services} where siret = ${FAY_AUX_LOGES}`

/** Changes the row without a word, so that what is kept shows: it stays as it was. */
async function setServicesSilently(services: string): Promise<void> {
  await owner`alter table collectivites disable trigger collectivites_changed`
  await setServices(services)
  await owner`alter table collectivites enable trigger collectivites_changed`
}

/** Until the page is kept: what is told meanwhile keeps it from being so. */
async function keep(): Promise<void> {
  await expect
    .poll(async () => {
      await setServices('cantine')
      await textOf(page)
      await setServicesSilently('rien')
      return textOf(page)
    }, SOON)
    .toContain('cantine')
}

test('a page of a collectivité is kept, and is the new one as soon as what it shows has changed', async () => {
  await keep()
  await setServices('garderie')
  await expect.poll(() => textOf(page), SOON).toContain('garderie')
  await setServices('garderie du soir')
  await expect.poll(() => textOf(page), SOON).toContain('garderie du soir')
})

test('what is kept is the same page under the same headers, with a number of its own, and counts as seen', async () => {
  const [first, again] = [await ask(page), await ask(page)]
  const { 'x-request-id': one, date: _, ...headers } = Object.fromEntries(first.headers)
  const { 'x-request-id': other, date: __, ...kept } = Object.fromEntries(again.headers)
  const { 'transfer-encoding': ___, ...withoutPieces } = headers
  expect({ ...kept, 'content-length': null }).toEqual({ ...withoutPieces, 'content-length': null })
  expect(other).toMatch(/^[0-9a-f-]{36}$/)
  expect(other).not.toBe(one)
  expect(await again.text()).toBe(await first.text())
  const seen = async () => {
    await service.services.counters.write()
    const [row] =
      await owner`select sum(views)::int as views from daily_counts where siret = ${FAY_AUX_LOGES}`
    return row?.views
  }
  const before = await seen()
  service.logs.length = 0
  for (let times = 0; times < 3; times++) await textOf(page)
  expect((await seen()) - before).toBe(3)
  const lines = service.logs.filter((line) => line.includes('"route":"/collectivites/:siret"'))
  expect(lines).toHaveLength(3)
})

test.each<[string, string, Record<string, string>]>([
  ['with a cookie', page, { Cookie: 'qf=x' }],
  ['with a query', `${page}?external_id=a`, {}],
])('who comes %s goes the whole way', async (_, path, headers) => {
  await keep()
  expect(await textOf(path, headers)).toContain('rien')
})

test.each<[string, Record<string, string>, number]>([
  ['fetched ahead of a click', { 'Sec-Purpose': 'prefetch' }, 503],
  ['put into a page of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }, 403],
])('what is %s is refused as before', async (_, headers, status) => {
  await keep()
  expect((await ask(page, headers)).status).toBe(status)
})

test('a collectivité that is suspended says so, and nothing of it is kept', async () => {
  await keep()
  await owner`update collectivites set state = 'suspendue' where siret = ${FAY_AUX_LOGES}`
  await expect.poll(() => textOf(page), SOON).not.toContain(`${page}/connexion`)
  await owner`update collectivites set state = 'ouverte' where siret = ${FAY_AUX_LOGES}`
  await expect.poll(() => textOf(page), SOON).toContain(`${page}/connexion`)
})

test('while changes are not heard of nothing of a collectivité is kept, and then again', async () => {
  await keep()
  const listening = owner`
    select pid from pg_stat_activity
    where datname = current_database() and query in ('listen "collectivite_changed"', 'select 1') and pid <> pg_backend_pid()`
  for (const { pid } of await listening) await owner`select pg_terminate_backend(${pid})`
  await expect.poll(() => textOf(page), SOON).toContain('rien')
  await keep()
})

test('a banner of an outage stands on every page at once, and no longer than it lasts', async () => {
  await keep()
  const { outages } = service.services
  const { current } = outages
  outages.current = () => ({ quotientFamilial: { until: null }, franceConnect: null })
  expect(await textOf(page)).toMatch(/faire autrement, sans attendre/)
  outages.current = current
  expect(await textOf(page)).not.toMatch(/faire autrement, sans attendre/)
})

test('pages that only a release changes are kept as well', async () => {
  const { sharedPages } = service.services
  await textOf('/faq')
  const answered: boolean[] = []
  const { answer } = sharedPages
  sharedPages.answer = (request, response) => {
    answered.push(answer(request, response))
    return answered.at(-1) ?? false
  }
  expect(await textOf('/faq')).toContain('Questions fréquentes')
  sharedPages.answer = answer
  // A statement that is not asked shows nowhere else.
  expect(answered).toEqual([true])
})
