import postgres from 'postgres'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { readConfig } from '#src/config.js'
import { migrate } from '#src/db/migrate.js'
import { createLog } from '#src/log.js'
import { start } from '#src/start.js'
import { freePort } from '../test/support/free-port.js'
import { CALVI, FAY_AUX_LOGES } from '../test/support/named.js'
import { agentCookie } from './agent-cookie.js'
import { inTurns, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'
import { fillYear } from './year/fill-year.js'

const SIZES = [1_000, 100_000, 1_000_000]
const OWN = 500
const LARGE_OWN = 20_000
// Short rounds: what else the machine does meets all databases alike.
const ROUNDS = 40
const PER_ROUND = 5
const SEARCHED = 'Bernard'

/**
 * The desk of a collectivité that keeps 500 transmissions, in a year of France with 1 000 of them in all, 100 000 and
 * 1 000 000 over 35 000 collectivités: its first page, the next one, and a search by name; then the same of one that
 * keeps 20 000. Three databases of one server, read in turns.
 */
export async function benchInbox(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const desks: Awaited<ReturnType<typeof openDesks>>[] = []
  try {
    for (const rows of SIZES) desks.push(await openDesks(stage, rows))
    const subjects = desks.flatMap(({ subjects }) => subjects)
    for (let warming = 0; warming < 10; warming++) for (const { run } of subjects) await run()
    const results = await inTurns(subjects, PER_ROUND, ROUNDS)
    return [...results, ...ratiosOf(results)]
  } finally {
    for (const { close } of desks) await close()
    await stage.close()
  }
}

async function openDesks({ environment }: Awaited<ReturnType<typeof setStage>>, rows: number) {
  const url = await makeDatabase(environment.DATABASE_URL ?? '', `year_${rows}`)
  const port = await freePort()
  const publicUrl = `http://localhost:${port}`
  const config = readConfig({ ...environment, DATABASE_URL: url, PORT: String(port), PUBLIC_URL: publicUrl })
  const own = [{ siret: FAY_AUX_LOGES, rows: OWN }]
  if (rows > LARGE_OWN) own.push({ siret: CALVI, rows: LARGE_OWN })
  const running = await start(config, { log: createLog('silent') }, { web: true, worker: false })
  const { services } = running
  const target = { url, keyring: services.safe.keyring, auditKey: config.keys.audit }
  await fillYear(target, { seed: 1, at: new Date(), rows, collectivites: 35_000, own })
  const subjects = []
  for (const { siret, rows: kept } of own) {
    const cookie = await agentCookie(services, siret)
    subjects.push(...(await readsOf(publicUrl, siret, cookie, `${kept} of ${rows}`)))
  }
  return { subjects, close: running.close }
}

async function makeDatabase(server: string, name: string): Promise<string> {
  const admin = postgres(server, { max: 1 })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrate({ url: url.href }, [loadCommunes])
  return url.href
}

async function readsOf(url: string, siret: string, cookie: string, of: string) {
  const desk = `/agent/collectivites/${siret}`
  const read = async (path: string) => {
    const response = await fetch(url + path, { headers: { Cookie: cookie } })
    const html = await response.text()
    if (!html.includes('name="reference"')) throw new Error(`${path} answered ${response.status}`)
    return html
  }
  const [, next = ''] = /href="([^"]*apres=[^"]*)"/.exec(await read(desk)) ?? []
  const nextPath = next.replaceAll('&amp;', '&')
  const searched = await fetch(`${url}${desk}/recherche`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ q: SEARCHED }),
  })
  const searchPath = new URL(searched.headers.get('location') ?? '', url)
  const timed = (path: string) => async () => {
    const before = performance.now()
    await read(path)
    return performance.now() - before
  }
  return [
    { name: `first page, ${of}`, run: timed(desk) },
    { name: `next page, ${of}`, run: timed(nextPath) },
    { name: `search, ${of}`, run: timed(searchPath.pathname + searchPath.search) },
  ]
}

function ratiosOf(results: Result[]): Result[] {
  const [small = 0, , large] = SIZES
  return ['first page', 'next page', 'search'].flatMap((what): Result[] => {
    const of = (rows: number | undefined) => results.find(({ name }) => name === `${what}, ${OWN} of ${rows}`)
    const [few, many] = [of(small), of(large)]
    if (!few || !many) return []
    const [median, p95] = [rounded(many.median / few.median), rounded(many.p95 / few.p95)]
    return [{ name: `${what}, ${large} against ${small}`, median, p95, unit: '×', count: many.count }]
  })
}
