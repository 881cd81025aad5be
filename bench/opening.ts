import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isNotNull, sql } from 'drizzle-orm'
import { searchDirectory } from '#src/collectivite/directory.js'
import { searchWords } from '#src/collectivite/search-key.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { communes } from '#src/db/schema.js'
import { openService } from '#src/onboarding/open-service.js'
import { confirmList } from '#src/onboarding/openings/confirm-list.js'
import { countLines, findList } from '#src/onboarding/openings/find-list.js'
import { keepList } from '#src/onboarding/openings/keep-list.js'
import { readList } from '#src/onboarding/openings/read-list.js'
import type { Services } from '#src/services.js'
import { workHourly } from '#src/work-hourly.js'
import { headOfficeOf } from '../test/support/communes.js'
import { inTurns, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const COMMUNES = 5_000
const PER_ROUND = 40
const HANDS = 4
const SAINT_ETIENNE = '42218'
const QUERIES = ['st etienne', '42000', 'Loire']

/**
 * A list of 5 000 communes, from the file to the last line opened, while the worker sends the invitations; beside it the
 * same rows written bare. Then the resident's search among them, beside the same search by reading every row.
 */
export async function benchOpening(): Promise<Result[]> {
  const stage = await setStage()
  try {
    const { services } = stage
    const { db } = services
    const sirets = await siretsFrom(db)
    const file = [
      'siret;email',
      ...sirets.slice(0, COMMUNES).map((siret) => `${siret};mairie@${siret}.example`),
    ]
    const begun = performance.now()
    const read = readList(file.join('\r\n'))
    if (read.kind !== 'list') throw new Error(`The list is ${read.kind}`)
    const reader = { operatorId: randomUUID(), now: services.now(), journal: async () => {} }
    const list = await keepList(db, read, reader)
    const kept = performance.now()
    await db.transaction((tx) => confirmList(tx as unknown as Db, services.jobs, list, reader))
    while (!(await findList(db, list))?.endedAt) await wait(50)
    const opened = performance.now()
    const { results } = await countLines(db, list)
    if (results.opened !== COMMUNES) throw new Error(`Opened ${results.opened}`)
    while ((await mailsToSend(db)) > 0) await wait(200)
    const sent = performance.now()
    await stage.tidy()
    const searches = await inTurns(
      QUERIES.flatMap((query) => [
        { name: `search « ${query} »`, run: () => timeOf(() => searchFor(db, query)) },
        { name: `search « ${query} », reading every row`, run: () => timeOf(() => searchBare(db, query)) },
      ]),
      PER_ROUND,
    )
    const hourly = await timeOf(() => workHourly(services))
    const bare = await timeOf(() => openBare(services, sirets.slice(COMMUNES)))
    return [
      once(`a list of ${COMMUNES} communes, read and kept`, kept - begun),
      once(`a list of ${COMMUNES} communes, opened and invitations queued`, opened - kept),
      once('the same, until the last invitation has left', sent - kept),
      once(`${COMMUNES} communes opened without invitation nor trace`, bare),
      ...searches,
      once(`what is done each hour, with ${COMMUNES} collectivités`, hourly),
    ]
  } finally {
    await stage.close()
  }
}

// Saint-Étienne, and communes from all over; twice as many, because the second half is the baseline.
async function siretsFrom(db: Db): Promise<string[]> {
  const rows = await db
    .select({ siren: communes.siren })
    .from(communes)
    .where(isNotNull(communes.siren))
    .orderBy(sql`${communes.codeCog} = ${SAINT_ETIENNE} desc, md5(${communes.codeCog})`)
    .limit(2 * COMMUNES)
  return rows.map(({ siren }) => headOfficeOf(siren ?? ''))
}

async function openBare({ safe }: Services, sirets: string[]): Promise<void> {
  const waiting = [...sirets]
  const work = async () => {
    for (let siret = waiting.pop(); siret; siret = waiting.pop())
      await openService(safe, { siret, retentionDays: 90 })
  }
  await Promise.all(Array.from({ length: HANDS }, work))
}

async function searchFor(db: Db, query: string): Promise<void> {
  const { results } = await searchDirectory(db, query)
  const at = results.findIndex(({ name }) => name === 'Saint-Étienne')
  // « Loire » begins with Loiré, whose very name it is.
  if (at === -1 || at > 1) throw new Error(`Saint-Étienne is at ${at} of « ${query} »`)
}

async function searchBare(db: Db, query: string): Promise<void> {
  const words = searchWords(query).split(' ')
  const holds = sql.join(
    words.map((word) => sql`search_key like ${`% ${word}%`}`),
    sql` and `,
  )
  await db.execute(sql`select name from collectivites where ${holds}`)
  await db.execute(sql`select name from communes where ${holds}`)
}

async function mailsToSend(db: Db): Promise<number> {
  const [row] = rowsOf<{ jobs: number }>(
    await db.execute(
      sql`select count(*)::int as jobs from pgboss.job where name = 'mails' and state < 'completed'`,
    ),
  )
  return row?.jobs ?? 0
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function once(name: string, time: number): Result {
  return { name, median: rounded(time), p95: rounded(time), unit: 'ms', count: 1 }
}
