import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { macOf, NO_LINK } from '#src/audit/chain.js'
import { KEY, openChains, type TestChains } from '../../test/support/chains.js'
import { fixedClock } from '../../test/support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../../test/support/named.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'
import { openTestSafe, type TestSafe } from '../../test/support/safe.js'

const OTHER_KEY = Buffer.alloc(32, 8)
const LINES = 12
const now = fixedClock('2026-11-26T10:00:00Z')
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
  await safe?.database.close()
  await database?.drop()
  await chains?.close()
})
beforeEach(async () => {
  await superuser`truncate audit_events, audit_heads, operator_acts, operator_act_heads`
  await write(FAY_AUX_LOGES, LINES)
  await write(CALVI, 2)
  await chains.act(Array.from({ length: 3 }, () => now().toISOString()))
})

const write = (siret: string, lines: number, key?: Buffer) =>
  chains.write(
    siret,
    Array.from({ length: lines }, () => now().toISOString()),
    key,
  )

const ofFay = (code: string, words: string) => `${FAY_AUX_LOGES}\t${code}\t${words}`
const atFault = expect.stringMatching(/^COMMAND_FAILED: 3 chains, \d+ lines: 1 not as written$/)

test('chains that nobody touched are all as written', async () => {
  expect(await chains.verify()).toEqual(['3 chains, 17 lines: all as written'])
  expect(await chains.verify([CALVI])).toEqual(['1 chain, 2 lines: all as written'])
  const file = await chains.loggedHeads()
  expect(await chains.verify(['--heads', file])).toEqual([
    '3 logged heads compared',
    '3 chains, 17 lines: all as written',
  ])
  await write(FAY_AUX_LOGES, 1)
  expect(await chains.verify([FAY_AUX_LOGES, '--heads', file])).toEqual([
    '1 logged head compared',
    '1 chain, 13 lines: all as written',
  ])
})

test('what is not understood, or cannot be read, is said', async () => {
  for (const operands of [['Fay-aux-Loges'], [CALVI, FAY_AUX_LOGES], ['--heads']])
    expect(await chains.verify(operands)).toEqual(['COMMAND_FAILED: audit:verify [SIRET] [--heads FILE]'])
  expect(await chains.verify(['--heads', '/nowhere'])).toEqual(['COMMAND_FAILED: /nowhere cannot be read'])
})

type Tampering = [what: string, tamper: () => Promise<unknown>, code: string, words: string]

describe('who has the database, and not the key, is found out who', () => {
  const tamperings: Tampering[] = [
    [
      'changes whom a line names',
      () => superuser`update audit_events set actor = 'service' where siret = ${FAY_AUX_LOGES} and seq = 5`,
      'CHANGED',
      'line 5 is not what was written',
    ],
    [
      'changes which transmissions it is about',
      () => superuser`update audit_events set refs = '{}' where siret = ${FAY_AUX_LOGES} and seq = 12`,
      'CHANGED',
      'line 12 is not what was written',
    ],
    [
      'changes a moment by a millisecond',
      () =>
        superuser`update audit_events set at = at + interval '1 millisecond' where siret = ${FAY_AUX_LOGES} and seq = 1`,
      'CHANGED',
      'line 1 is not what was written',
    ],
    [
      'makes a line up at the end, and its head',
      async () => {
        await superuser`insert into audit_events select siret, 13, at, actor, action, refs, mac from audit_events where siret = ${FAY_AUX_LOGES} and seq = 12`
        await superuser`update audit_heads set seq = 13 where siret = ${FAY_AUX_LOGES}`
      },
      'CHANGED',
      'line 13 is not what was written',
    ],
    [
      'takes the line of another collectivité',
      () =>
        superuser`update audit_events one set actor = other.actor, action = other.action, refs = other.refs, at = other.at, mac = other.mac
          from audit_events other where one.siret = ${FAY_AUX_LOGES} and one.seq = 1 and other.siret = ${CALVI} and other.seq = 1`,
      'CHANGED',
      'line 1 is not what was written; 2 faults in this chain',
    ],
    [
      'removes a line',
      () => superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq = 7`,
      'REMOVED',
      'line 7 is missing',
    ],
    [
      'removes several lines',
      () => superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq between 3 and 6`,
      'REMOVED',
      'lines 3 to 6 are missing',
    ],
    [
      'removes a line, and numbers the others anew',
      async () => {
        await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq = 7`
        await superuser`update audit_events set seq = seq - 1 where siret = ${FAY_AUX_LOGES} and seq > 7`
        await superuser`update audit_heads set seq = 11 where siret = ${FAY_AUX_LOGES}`
      },
      'CHANGED',
      'line 7 is not what was written; 5 faults in this chain',
    ],
    [
      'lets two lines change places',
      async () => {
        await superuser`update audit_events set seq = 100 where siret = ${FAY_AUX_LOGES} and seq = 4`
        await superuser`update audit_events set seq = 4 where siret = ${FAY_AUX_LOGES} and seq = 9`
        await superuser`update audit_events set seq = 9 where siret = ${FAY_AUX_LOGES} and seq = 100`
      },
      'REORDERED',
      'what was written as line 4 is line 9 now; 4 faults in this chain',
    ],
    [
      'removes the first lines',
      () => superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq < 4`,
      'CUT_WITHOUT_PROOF',
      'it begins with line 4, and no checkpoint says why',
    ],
    [
      'removes the first lines, and makes up a checkpoint',
      async () => {
        await superuser`update audit_heads set cut_seq = 3, cut_proof = mac,
          cut_mac = (select mac from audit_events where siret = ${FAY_AUX_LOGES} and seq = 3) where siret = ${FAY_AUX_LOGES}`
        await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq <= 3`
      },
      'CHECKPOINT_FORGED',
      'the checkpoint at line 3 was not written by who has the key',
    ],
    [
      'removes the first lines, and makes up half a checkpoint',
      async () => {
        await superuser`update audit_heads set cut_seq = 3 where siret = ${FAY_AUX_LOGES}`
        await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq <= 3`
      },
      'CHECKPOINT_FORGED',
      'the checkpoint at line 3 was not written by who has the key; 2 faults in this chain',
    ],
    [
      'removes the last lines',
      () => superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq > 10`,
      'CUT_AT_THE_END',
      'lines 11 to 12 are missing',
    ],
    [
      'removes all lines',
      () => superuser`delete from audit_events where siret = ${FAY_AUX_LOGES}`,
      'CUT_AT_THE_END',
      'lines 1 to 12 are missing',
    ],
    [
      'removes the head',
      () => superuser`delete from audit_heads where siret = ${FAY_AUX_LOGES}`,
      'HEAD_MISSING',
      'it has lines up to 12, and no head',
    ],
    [
      'sets the head back',
      () => superuser`update audit_heads set seq = 10 where siret = ${FAY_AUX_LOGES}`,
      'HEAD_FORGED',
      'the head is not that of line 12, the last one',
    ],
    [
      'gives the head another MAC',
      () => superuser`update audit_heads set mac = sha256(mac) where siret = ${FAY_AUX_LOGES}`,
      'HEAD_FORGED',
      'the head is not that of line 12, the last one',
    ],
    [
      'removes the chain and its head',
      async () => {
        await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES}`
        await superuser`delete from audit_heads where siret = ${FAY_AUX_LOGES}`
      },
      'NO_CHAIN',
      'nothing was ever written, or all of it is gone',
    ],
  ]
  test.each(tamperings)('%s', async (_, tamper, code, words) => {
    await tamper()
    expect(await chains.verify()).toEqual([ofFay(code, words), atFault])
    expect((await chains.verify([CALVI])).at(-1)).toBe('1 chain, 2 lines: all as written')
  })

  test('changes, removes or cuts what operators did', async () => {
    const ofOperators = (code: string, words: string) => [`operators\t${code}\t${words}`, atFault]
    await superuser`update operator_acts set operator_id = gen_random_uuid() where seq = 2`
    expect(await chains.verify()).toEqual(ofOperators('CHANGED', 'line 2 is not what was written'))
    await superuser`delete from operator_acts where seq = 2`
    expect(await chains.verify()).toEqual(ofOperators('REMOVED', 'line 2 is missing'))
    await superuser`delete from operator_acts where seq < 3`
    expect(await chains.verify()).toEqual(
      ofOperators('CUT_WITHOUT_PROOF', 'it begins with line 3, and no checkpoint says why'),
    )
    await superuser`delete from operator_acts`
    expect(await chains.verify()).toEqual(ofOperators('CUT_AT_THE_END', 'lines 1 to 3 are missing'))
    await superuser`truncate operator_act_heads`
    // As before the first act: only the log knows better.
    expect(await chains.verify()).toEqual(['3 chains, 14 lines: all as written'])
  })
})

describe('the heads that were logged show who', () => {
  test('cut a chain at its end together with its head', async () => {
    const file = await chains.loggedHeads()
    await superuser`delete from audit_events where siret = ${FAY_AUX_LOGES} and seq > 10`
    await superuser`update audit_heads set seq = 10, mac = (select mac from audit_events where siret = ${FAY_AUX_LOGES} and seq = 10) where siret = ${FAY_AUX_LOGES}`
    expect(await chains.verify()).toEqual(['3 chains, 15 lines: all as written'])
    const shorter = ofFay('SHORTER_THAN_LOGGED', 'it ends with line 10, and a head at line 12 was logged')
    expect(await chains.verify(['--heads', file])).toEqual(
      ['3 logged heads compared', shorter, atFault].sort(),
    )
    // What is written from now on takes the numbers of what is gone.
    now.moveBy(60_000)
    await write(FAY_AUX_LOGES, 3)
    expect((await chains.verify([FAY_AUX_LOGES, '--heads', file]))[0]).toBe(
      ofFay('NOT_AS_LOGGED', 'line 12 is not the one whose head was logged'),
    )
  })

  test('rewrote it with the key from some line on', async () => {
    const file = await chains.loggedHeads()
    const rows =
      await superuser`select seq, at, mac from audit_events where siret = ${FAY_AUX_LOGES} order by seq`
    let previous = rows[5]?.mac ?? NO_LINK.mac
    for (const { seq, at } of rows.slice(6)) {
      const event = [FAY_AUX_LOGES, Number(seq), at.toISOString(), 'service', 'courriel', []]
      previous = macOf(KEY, previous, JSON.stringify(event))
      await superuser`update audit_events set actor = 'service', action = 'courriel', refs = '{}', mac = ${previous} where siret = ${FAY_AUX_LOGES} and seq = ${seq}`
    }
    await superuser`update audit_heads set mac = ${previous} where siret = ${FAY_AUX_LOGES}`
    expect(await chains.verify()).toEqual(['3 chains, 17 lines: all as written'])
    expect((await chains.verify([FAY_AUX_LOGES, '--heads', file]))[0]).toBe(
      ofFay('NOT_AS_LOGGED', 'line 12 is not the one whose head was logged'),
    )
  })

  test('took a chain away whole, with its collectivité', async () => {
    const file = await chains.loggedHeads()
    await superuser`delete from audit_events where siret = ${CALVI}`
    await superuser`delete from audit_heads where siret = ${CALVI}`
    await superuser`delete from data_keys where siret = ${CALVI}`
    const [row] = await superuser`delete from collectivites where siret = ${CALVI} returning *`
    expect(await chains.verify()).toEqual(['2 chains, 15 lines: all as written'])
    expect(await chains.verify(['--heads', file])).toContain(
      `${CALVI}\tGONE\tnothing is left of it, and heads of it were logged`,
    )
    await superuser`insert into collectivites ${superuser(row as never)}`
  })

  test('took away all that operators did', async () => {
    const file = await chains.loggedHeads()
    await superuser`truncate operator_acts, operator_act_heads`
    expect(await chains.verify(['--heads', file])).toContain(
      'operators\tGONE\tnothing is left of it, and heads of it were logged',
    )
  })
})

test('what was written under keys that were replaced is proven with them, and not without', async () => {
  const keys = { audit: OTHER_KEY, formerAudit: [KEY] }
  await write(FAY_AUX_LOGES, 3, OTHER_KEY)
  // A process that was not restarted yet.
  await write(FAY_AUX_LOGES, 1)
  await write(FAY_AUX_LOGES, 1, OTHER_KEY)
  expect(await chains.verify([FAY_AUX_LOGES], keys)).toEqual(['1 chain, 17 lines: all as written'])
  expect((await chains.verify([FAY_AUX_LOGES]))[0]).toBe(
    ofFay('CHANGED', 'line 13 is not what was written; 4 faults in this chain'),
  )
  expect((await chains.verify([FAY_AUX_LOGES], { audit: OTHER_KEY, formerAudit: [] }))[0]).toBe(
    ofFay('CHANGED', 'line 1 is not what was written; 13 faults in this chain'),
  )
})

test('lines that are written while a chain is read are no fault', async () => {
  await write(FAY_AUX_LOGES, 5000)
  let isRead = false
  const writing = (async () => {
    while (!isRead) await write(FAY_AUX_LOGES, 1)
  })()
  const result = await chains.verify([FAY_AUX_LOGES])
  isRead = true
  await writing
  expect(result).toEqual([expect.stringMatching(/^1 chain, 50\d\d lines: all as written$/)])
})
