import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proofOf } from '#src/audit/chain.js'
import { cutChains } from '#src/audit/cut-chains.js'
import type { AuditKeys } from '#src/audit/walk.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, operatorActs } from '#src/db/schema.js'
import { createLog } from '#src/log.js'
import { KEY, openChains, type TestChains } from '../../test/support/chains.js'
import { fixedClock } from '../../test/support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../../test/support/named.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'
import { openTestSafe, type TestSafe } from '../../test/support/safe.js'

// The database has its own clock, which nobody sets.
const NOW = '2026-11-26T10:00:00.000Z'
const [OLD, OLDER, YOUNG] = [
  '2023-10-20T09:00:00.000Z',
  '2023-01-05T09:00:00.000Z',
  '2026-05-02T09:00:00.000Z',
]
const now = fixedClock(NOW)
let database: TestDatabase<{ url: string }>
let safe: TestSafe
let superuser: postgres.Sql
let chains: TestChains

beforeAll(async () => {
  database = await createTestDatabase('superuser')
  safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI], now)
  superuser = postgres(database.config.url, { max: 1, onnotice: () => {} })
  chains = openChains(safe)
})
afterAll(async () => {
  await superuser?.end()
  await chains?.close()
  await safe?.database.close()
  await database?.drop()
})
beforeEach(async () => {
  now.moveTo(NOW)
  await superuser`truncate audit_events, audit_heads, operator_acts, operator_act_heads`
})

/** What the work of the night logs. */
async function cut(keys: AuditKeys = [KEY]): Promise<object[]> {
  const logged: object[] = []
  const log = createLog('info', { write: (line) => logged.push(JSON.parse(line)) })
  await cutChains({ db: safe.db, keys, log, now })
  return logged
}
const linesOf = (siret: string) =>
  asCollectivite(safe.db, siret, (tx) =>
    tx.select({ seq: auditEvents.seq }).from(auditEvents).orderBy(auditEvents.seq),
  ).then((rows) => rows.map(({ seq }) => seq))

test('lines of 36 months go, up to the first younger one, and what stays is still proven', async () => {
  await chains.write(FAY_AUX_LOGES, [OLDER, OLD, OLD, YOUNG, YOUNG])
  await chains.write(CALVI, [YOUNG])
  await chains.act([OLDER, YOUNG])
  expect(await cut()).toEqual([
    expect.objectContaining({ event: 'audit cut', seq: 1 }),
    expect.objectContaining({ event: 'audit cut', siret: FAY_AUX_LOGES, seq: 3 }),
  ])
  expect([await linesOf(FAY_AUX_LOGES), await linesOf(CALVI)]).toEqual([[4, 5], [1]])
  expect(await safe.db.$count(operatorActs)).toBe(1)
  expect(await chains.verify()).toEqual(['3 chains, 4 lines: all as written'])

  expect(await cut(), 'once more, nothing is left to do').toEqual([])
  await chains.write(FAY_AUX_LOGES, [YOUNG])
  await chains.act([YOUNG])
  expect(await chains.verify()).toEqual(['3 chains, 6 lines: all as written'])
})

test('a chain that is all old goes whole, and begins anew where it ended', async () => {
  await chains.write(FAY_AUX_LOGES, [OLDER, OLD])
  await chains.act([OLD])
  await cut()
  expect(await linesOf(FAY_AUX_LOGES)).toEqual([])
  expect(await chains.verify([FAY_AUX_LOGES])).toEqual(['1 chain, 0 lines: all as written'])
  await chains.write(FAY_AUX_LOGES, [YOUNG])
  await chains.act([YOUNG])
  expect(await linesOf(FAY_AUX_LOGES)).toEqual([3])
  expect(await chains.verify([FAY_AUX_LOGES])).toEqual(['1 chain, 1 line: all as written'])
})

test('an old line behind a younger one waits for that', async () => {
  await chains.write(FAY_AUX_LOGES, [OLD, YOUNG, OLD, OLD])
  await cut()
  expect(await linesOf(FAY_AUX_LOGES)).toEqual([2, 3, 4])
  expect((await chains.verify([FAY_AUX_LOGES])).at(-1)).toMatch(/all as written$/)
})

test('thousands go, and a cut is cut again months later', async () => {
  await chains.write(FAY_AUX_LOGES, [
    ...Array.from({ length: 2500 }, () => OLDER),
    ...[OLD, '2023-11-25T00:00:00.000Z', YOUNG],
  ])
  now.moveTo('2026-10-01T00:00:00.000Z')
  expect(await cut()).toEqual([expect.objectContaining({ seq: 2500 })])
  expect(await chains.verify([FAY_AUX_LOGES])).toEqual(['1 chain, 3 lines: all as written'])
  now.moveTo(NOW)
  expect(await cut()).toEqual([expect.objectContaining({ seq: 2502 })])
  expect(await chains.verify([FAY_AUX_LOGES])).toEqual(['1 chain, 1 line: all as written'])
})

describe('36 months', () => {
  test('are months of the calendar in UTC, whatever time zone the database shows', async () => {
    await superuser.unsafe(
      `alter database ${new URL(database.config.url).pathname.slice(1)} set timezone to 'Pacific/Auckland'`,
    )
    await chains.write(FAY_AUX_LOGES, ['2023-11-26T09:59:59.999Z', '2023-11-26T10:00:00.000Z'])
    const own = await openTestSafe(database.config, [], now)
    await cutChains({ db: own.db, keys: [KEY], log: createLog('silent'), now })
    await own.database.close()
    await superuser.unsafe(`alter database ${new URL(database.config.url).pathname.slice(1)} reset timezone`)
    expect(await linesOf(FAY_AUX_LOGES)).toEqual([2])
  })

  test('are never fewer than those of the database, however far ahead the clock of a process is', async () => {
    await chains.write(FAY_AUX_LOGES, [OLD, YOUNG])
    now.moveTo('2031-01-01T00:00:00.000Z')
    expect(await cut()).toEqual([expect.objectContaining({ seq: 1 })])
    expect(await linesOf(FAY_AUX_LOGES)).toEqual([2])
    await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) => tx.delete(auditEvents))
    expect(await linesOf(FAY_AUX_LOGES), 'the role of the service cannot remove it').toEqual([2])
    await chains.act([YOUNG])
    await safe.db.delete(operatorActs)
    expect(await safe.db.$count(operatorActs)).toBe(1)
  })
})

describe('who has the database, and not the key', () => {
  test('takes no line away by making it old: it stays, it is said, and the others are cut', async () => {
    await chains.write(FAY_AUX_LOGES, [YOUNG, YOUNG, YOUNG])
    await chains.write(CALVI, [OLD, YOUNG])
    await superuser`update audit_events set at = ${OLDER} where siret = ${FAY_AUX_LOGES}`
    expect(await cut()).toEqual(
      [
        expect.objectContaining({ event: 'audit cut', siret: CALVI, seq: 1 }),
        expect.objectContaining({ event: 'audit not cut', siret: FAY_AUX_LOGES, errorCode: 'CHANGED' }),
      ].toSorted(),
    )
    expect([await linesOf(FAY_AUX_LOGES), await linesOf(CALVI)]).toEqual([[1, 2, 3], [2]])
  })

  test('takes no line away before an old one', async () => {
    await chains.write(FAY_AUX_LOGES, [OLDER, OLD, YOUNG])
    await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq = 1`
    expect(await cut()).toEqual([expect.objectContaining({ event: 'audit not cut', errorCode: 'REMOVED' })])
    expect(await linesOf(FAY_AUX_LOGES)).toEqual([2, 3])
  })

  test('can neither forge, move nor remove a checkpoint', async () => {
    const firstFault = async () => (await chains.verify([FAY_AUX_LOGES]))[0]?.split('\t')[1]
    await chains.write(FAY_AUX_LOGES, [OLDER, OLD, YOUNG, YOUNG])
    await cut()
    await superuser`create temp table head as select * from audit_heads`
    const asBefore = async () => {
      await superuser`delete from audit_heads`
      await superuser`insert into audit_heads select * from head`
    }
    await superuser`update audit_heads set cut_seq = null, cut_mac = null, cut_proof = null`
    expect(await firstFault()).toBe('CUT_WITHOUT_PROOF')
    await asBefore()
    await superuser`update audit_heads set cut_mac = sha256(cut_mac)`
    expect(await firstFault()).toBe('CHECKPOINT_FORGED')
    await asBefore()
    await superuser`update audit_heads set cut_seq = 3, cut_mac = (select mac from audit_events where seq = 3)`
    await superuser`delete from audit_events where seq = 3`
    expect(await firstFault()).toBe('CHECKPOINT_FORGED')
    expect(await cut()).toEqual([])
    await asBefore()
    expect(await firstFault()).toBe('REMOVED')
    await superuser`drop table head`
  })

  test('brings back no line that was cut', async () => {
    await chains.write(FAY_AUX_LOGES, [OLDER, OLD, YOUNG])
    await superuser`create temp table gone as select * from audit_events where seq = 2`
    await cut()
    await superuser`insert into audit_events select * from gone`
    await superuser`drop table gone`
    expect(await chains.verify([FAY_AUX_LOGES])).toEqual([
      `${FAY_AUX_LOGES}\tBEFORE_THE_CUT\tline 2 is there, and everything up to line 2 was cut`,
      'COMMAND_FAILED: 1 chain, 1 line: 1 not as written',
    ])
    expect(await cut()).toEqual([expect.objectContaining({ event: 'audit not cut', errorCode: 'REMOVED' })])
  })
})

test('who has the key too and cuts what is young is found out by the heads that were logged', async () => {
  await chains.write(FAY_AUX_LOGES, [NOW, NOW])
  const file = await chains.loggedHeads()
  await chains.write(FAY_AUX_LOGES, [NOW, NOW])
  const [row] = await superuser`select mac from audit_events where siret = ${FAY_AUX_LOGES} and seq = 3`
  const proof = proofOf(KEY, FAY_AUX_LOGES, { seq: 3, mac: row?.mac })
  await superuser`update audit_heads set cut_seq = 3, cut_mac = ${row?.mac}, cut_proof = ${proof}`
  await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq < 4`
  expect(await chains.verify([FAY_AUX_LOGES])).toEqual(['1 chain, 1 line: all as written'])
  expect((await chains.verify([FAY_AUX_LOGES, '--heads', file]))[0]).toBe(
    `${FAY_AUX_LOGES}\tCUT_TOO_EARLY\tit was cut behind line 3, and lines before that are younger than 36 months`,
  )
})

test('what a former key wrote is cut under the current one', async () => {
  const successor = Buffer.alloc(32, 7)
  await chains.write(FAY_AUX_LOGES, [OLDER, OLD])
  await chains.write(FAY_AUX_LOGES, [YOUNG], successor)
  expect(await cut([successor])).toEqual([expect.objectContaining({ errorCode: 'CHANGED' })])
  expect(await cut([successor, KEY])).toEqual([expect.objectContaining({ event: 'audit cut', seq: 2 })])
  const keys = { audit: successor, formerAudit: [] }
  expect(await chains.verify([FAY_AUX_LOGES], keys)).toEqual(['1 chain, 1 line: all as written'])
})

test('a chain whose head was logged where it was cut agrees with its log', async () => {
  await chains.write(FAY_AUX_LOGES, [OLDER, OLD])
  now.moveTo('2026-12-01T00:00:00.000Z')
  const file = await chains.loggedHeads()
  await cut()
  await chains.write(FAY_AUX_LOGES, [YOUNG])
  expect(await chains.verify([FAY_AUX_LOGES, '--heads', file])).toEqual([
    '1 logged head compared',
    '1 chain, 1 line: all as written',
  ])
})
