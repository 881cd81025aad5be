import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { asc, eq } from 'drizzle-orm'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { verifyAudit } from '#src/audit/verify-command.js'
import { lowerRetentions } from '#src/collectivite/lower-retentions.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { connect } from '#src/db/connect.js'
import { attachments, auditEvents, collectivites, dataKeys, submissions } from '#src/db/schema.js'
import { eraseOldAttachments } from '#src/submission/erase-attachments.js'
import { purge } from '#src/submission/purge.js'
import { fixedClock } from '../support/clock.js'
import { fillSafe } from '../support/fill.js'
import { CALVI, contentOf, FAY_AUX_LOGES, qf742 } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const DAY = 86_400_000
const START = Date.now() - 200 * DAY
const clock = fixedClock(new Date(START).toISOString())
let service: TestService
let superuser: Sql

beforeAll(async () => {
  service = await startTestService({ now: clock, worker: false })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  const { config } = service.database
  if (!('url' in config)) throw new Error('No server')
  const url = new URL(inject('postgres').url)
  url.pathname = new URL(config.url).pathname
  superuser = postgres(url.href, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await superuser?.end()
  await service?.close()
})
beforeEach(async () => {
  clock.moveTo(at(0))
  service.logs.length = 0
  await superuser`delete from submissions`
  await superuser`update collectivites set retention_days = 90`
})

/** Whose log does not stand among the results of the tests. */
const quiet = () => ({ ...service.environment, LOG_LEVEL: 'silent' })
const at = (day: number) => new Date(START + day * DAY).toISOString()
const inTenant = <T>(siret: string, work: Parameters<typeof asCollectivite<T>>[2]) =>
  asCollectivite(service.services.db, siret, work)
const send = async (siret = FAY_AUX_LOGES, value = qf742.value) =>
  (
    await sendTo(
      service.services.safe,
      siret,
      contentOf({ quotientFamilial: { ...qf742, value } }),
      undefined,
      [{ kind: 'pdf', bytes: Buffer.from('%PDF-') }],
    )
  )?.reference ?? ''
const kept = async (siret = FAY_AUX_LOGES) => {
  const { reference, createdAt } = submissions
  const rows = await inTenant(siret, (tx) =>
    tx.select({ reference }).from(submissions).orderBy(asc(createdAt)),
  )
  return rows.map((row) => row.reference)
}
/** What the lines of the trace say was purged. */
const purgedBy = async (siret = FAY_AUX_LOGES) => {
  const { action, references, seq } = auditEvents
  const rows = await inTenant(siret, (tx) =>
    tx.select({ references }).from(auditEvents).where(eq(action, 'purge')).orderBy(seq),
  )
  return rows.map((row) => row.references)
}
const purgeNow = (day: number, retentionDays = 90) => {
  clock.moveTo(at(day))
  return purge({ ...service.services, config: { retentionDays } })
}
const logged = (event: string) =>
  service.logs.map((line) => JSON.parse(line)).filter((line) => line.event === event)
const breakEnvelope = (reference: string) =>
  superuser`update submissions set envelope = ${Buffer.from('broken')} where reference = ${reference}`

describe('the retention that counts', () => {
  test('is the collectivité’s own, to the hour of the transmission', async () => {
    await superuser`update collectivites set retention_days = 30 where siret = ${CALVI}`
    const [here, there] = [await send(), await send(CALVI)]
    clock.moveTo(new Date(START + 30 * DAY - 1000).toISOString())
    await purge(service.services)
    expect([await kept(), await kept(CALVI)]).toEqual([[here], [there]])
    await purgeNow(30)
    expect([await kept(), await kept(CALVI)]).toEqual([[here], []])
    await purgeNow(90)
    expect(await kept()).toEqual([])
  })

  test('is the operator’s where that is less, and then the collectivité’s pages say so too', async () => {
    const { safe } = service.services
    await superuser`update collectivites set retention_days = 30 where siret = ${CALVI}`
    const reference = await send()
    await purgeNow(59, 60)
    expect(await kept()).toEqual([reference])
    await purgeNow(60, 60)
    expect(await kept()).toEqual([])
    await lowerRetentions(safe, 60)
    const { siret, retentionDays } = collectivites
    const days = await safe.db.select({ siret, retentionDays }).from(collectivites).orderBy(retentionDays)
    expect(days.map((row) => [row.siret, row.retentionDays])).toEqual([
      [CALVI, 30],
      [FAY_AUX_LOGES, 60],
    ])
    const last = await inTenant(FAY_AUX_LOGES, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'réglages')),
    )
    expect(last).toHaveLength(1)
  })

  test('counts for a collectivité that closed, until all of it is erased', async () => {
    await send()
    await superuser`update collectivites set state = 'fermée' where siret = ${FAY_AUX_LOGES}`
    await purgeNow(90)
    expect(await kept()).toEqual([])
    await superuser`update collectivites set state = 'ouverte' where siret = ${FAY_AUX_LOGES}`
  })
})

describe('a row that is poisoned', () => {
  test('goes at its time though nobody can open it', async () => {
    const references = [await send(), await send(), await send()]
    await breakEnvelope(references[1] ?? '')
    const before = await purgedBy()
    expect(await purgeNow(90)).toMatchObject({ transmissions: 3, files: 3, failed: 0 })
    expect(await kept()).toEqual([])
    const [line, ...more] = (await purgedBy()).slice(before.length)
    expect([line?.toSorted(), more]).toEqual([references.toSorted(), []])
  })

  test('that follows what goes is linked to nothing, and stays as it is', async () => {
    await send()
    clock.moveTo(at(30))
    const follower = await send(FAY_AUX_LOGES, 811)
    clock.moveTo(at(31))
    const next = await send(FAY_AUX_LOGES, 900)
    await breakEnvelope(follower)
    expect(await purgeNow(90)).toMatchObject({ transmissions: 1, failed: 0 })
    expect(await kept()).toEqual([follower, next])
    const [row] = await inTenant(FAY_AUX_LOGES, (tx) =>
      tx.select().from(submissions).where(eq(submissions.reference, follower)),
    )
    expect([row?.previousId, row?.envelope.toString()]).toEqual([null, 'broken'])
    expect(logged('transmissions not linked anew')).toEqual([
      expect.objectContaining({ siret: FAY_AUX_LOGES, errorCode: 'SEAL_BROKEN', transmissions: 1 }),
    ])
    // Now the one behind it would be compared with what cannot be opened; it goes by the way.
    expect(await purgeNow(120)).toMatchObject({ transmissions: 1, failed: 0 })
    expect(await kept()).toEqual([next])
  })

  test('even without a key all of it goes', async () => {
    await send()
    clock.moveTo(at(30))
    const follower = await send()
    const [key] = await superuser`select wrapped from data_keys where siret = ${FAY_AUX_LOGES}`
    await inTenant(FAY_AUX_LOGES, (tx) => tx.update(dataKeys).set({ wrapped: Buffer.from('no key') }))
    expect(await purgeNow(90)).toMatchObject({ transmissions: 1, failed: 0 })
    expect(await kept()).toEqual([follower])
    await inTenant(FAY_AUX_LOGES, (tx) => tx.update(dataKeys).set({ wrapped: key?.wrapped }))
  })

  test('that cannot even be erased stops neither the rest nor the others, is told by a code, and goes at the next hour', async () => {
    const references: string[] = []
    for (let sent = 0; sent < 5; sent++) references.push(await send())
    await send(CALVI)
    const stuck = references[2] ?? ''
    await superuser.unsafe(`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'D’ESSAI-MARQUEUR' using errcode = 'QF001'; end $$;
      create trigger poison before delete on submissions for each row
        when (old.reference = '${stuck}') execute function refuse()`)
    const lines: string[] = []
    try {
      expect(await purgeNow(90)).toMatchObject({ collectivites: 2, transmissions: 5, files: 5, failed: 1 })
      expect([await kept(), await kept(CALVI)]).toEqual([[stuck], []])
      expect(await inTenant(FAY_AUX_LOGES, (tx) => tx.$count(attachments))).toBe(1)
      expect(logged('transmissions not erased')).toEqual([
        expect.objectContaining({ siret: FAY_AUX_LOGES, errorCode: 'QF001', failed: 1 }),
      ])
      expect(logged('purged')[0]).toMatchObject({ transmissions: 5, failed: 1 })
      expect(service.logs.join('')).not.toContain('ESSAI')
      const failing = runAdmin(['purge'], quiet(), (line) => lines.push(line))
      await expect(failing).rejects.toMatchObject({ code: 'COMMAND_FAILED' })
      expect(lines).toEqual([
        '0 transmissions of 0 collectivités erased, with 0 files, 0 receipts and 0 jobs; 1 could not be erased',
      ])
    } finally {
      await superuser.unsafe('drop trigger poison on submissions; drop function refuse()')
    }
    expect(await purgeNow(90)).toMatchObject({ transmissions: 1, failed: 0 })
    expect(await kept()).toEqual([])
  })
})

test('the command erases at once what is due, by the clock on the wall, and says what', async () => {
  await send()
  clock.moveTo(at(199))
  const young = await send()
  const lines: string[] = []
  await runAdmin(['purge'], quiet(), (line) => lines.push(line))
  expect(lines).toEqual([
    '1 transmissions of 1 collectivités erased, with 1 files, 0 receipts and 0 jobs; 0 could not be erased',
  ])
  expect(await kept()).toEqual([young])
})

test('files of what was treated go by batches too, though the collectivité is closed since', async () => {
  const references: string[] = []
  for (let sent = 0; sent < 12; sent++) references.push(await send(CALVI))
  await inTenant(CALVI, (tx) => tx.update(submissions).set({ treatedAt: clock() }))
  await superuser`update collectivites set state = 'fermée' where siret = ${CALVI}`
  clock.moveTo(at(15))
  await eraseOldAttachments(service.services)
  await superuser`update collectivites set state = 'ouverte' where siret = ${CALVI}`
  expect(await inTenant(CALVI, (tx) => tx.$count(attachments))).toBe(0)
  expect((await kept(CALVI)).length).toBe(12)
  const lines = await inTenant(CALVI, (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, 'effacement des pièces')),
  )
  expect(lines.map((line) => line.references.length)).toEqual([10, 2])
  expect(lines.flatMap((line) => line.references).toSorted()).toEqual(references.toSorted())
})

test('examples go too, and leave no line in the trace', async () => {
  const { safe } = service.services
  await fillSafe(safe, FAY_AUX_LOGES, 3, () => ({ createdAt: clock() }))
  await inTenant(FAY_AUX_LOGES, (tx) => tx.update(submissions).set({ example: true }))
  const before = await purgedBy()
  expect(await purgeNow(90)).toMatchObject({ transmissions: 0, failed: 0 })
  expect([await kept(), await purgedBy()]).toEqual([[], before])
})

describe('what is due is erased once,', () => {
  const ROWS = 730

  test('however many processes purge at once', async () => {
    const { safe } = service.services
    await fillSafe(safe, FAY_AUX_LOGES, ROWS, (index) => ({ createdAt: new Date(START + index) }))
    const references = await kept()
    const before = await purgedBy()
    clock.moveTo(at(91))
    const others = await Promise.all([1, 2].map(() => connect(service.database.config)))
    const reports = await Promise.all(
      [safe.db, ...others.map(({ db }) => db)].map((db) =>
        purge({ ...service.services, safe: { ...safe, db } }),
      ),
    )
    for (const { close } of others) await close()
    expect(reports.reduce((sum, { transmissions }) => sum + transmissions, 0)).toBe(ROWS)
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0, 0])
    expect(await kept()).toEqual([])
    const lines = (await purgedBy()).slice(before.length)
    expect(lines.flat().toSorted()).toEqual(references.toSorted())
    // Nobody else waits for a whole collectivité.
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
  })

  test('and by halves never: killed in the middle, the next purge does the rest', async () => {
    const { safe, db, now, config } = service.services
    await fillSafe(safe, FAY_AUX_LOGES, ROWS, (index) => ({ createdAt: new Date(START + index) }))
    const references = await kept()
    const before = await purgedBy()
    clock.moveTo(at(91))
    const child = fork(
      fileURLToPath(new URL('../support/purge-process.ts', import.meta.url)),
      [String(clock().getTime())],
      { env: { ...process.env, ...service.environment }, execArgv: ['--import', 'tsx'], stdio: 'inherit' },
    )
    const ended = once(child, 'exit')
    while ((await kept()).length === ROWS && child.exitCode === null);
    child.kill('SIGKILL')
    const [, signal] = await ended
    const left = await kept()
    expect([signal, left.length > 0 && left.length < ROWS]).toEqual(['SIGKILL', true])
    const gone = (await purgedBy()).slice(before.length).flat()
    expect([...gone, ...left].toSorted()).toEqual(references.toSorted())
    expect(await purgeNow(91)).toMatchObject({ transmissions: left.length, failed: 0 })
    expect((await purgedBy()).slice(before.length).flat().toSorted()).toEqual(references.toSorted())
    const lines: string[] = []
    await verifyAudit({ db, now, config }, (line) => lines.push(line), [FAY_AUX_LOGES])
    expect(lines.at(-1)).toContain('all as written')
  })
})
