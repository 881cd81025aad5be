import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import {
  countTraces,
  entriesOf,
  entriesOfDesks,
  faultsOfMails,
  verifyChains,
  whatIsLost,
} from './faults/accounts.js'
import { type Probe, probe } from './faults/probe.js'
import { letResidentsCome, type Residents } from './faults/residents.js'
import { type Fault, faultsOf, faultsOfDisks } from './faults/strikes.js'
import { startWorld, type World } from './faults/world.js'

const RESIDENTS = 50
const THINK_MILLISECONDS = 3_000
const LET_THROUGH_AFTERWARDS = 15
// What the operator promises, from the moment at which all it needs is there again.
const READY_WITHIN_MILLISECONDS = 10_000
const PATIENCE_MILLISECONDS = 60_000
// A start that takes longer, while nobody comes, says that the machine has something else to do.
const STARTS_WITHIN_MILLISECONDS = 3_000
let world: World
let residents: Residents
let health: Probe
let usualStart: number
/** One after the other: what broke when, by the clock on the wall, and how long the service took to be ready again. */
const suffered: { name: string; from: number; to: number; takesWebAway: boolean; ready: number }[] = []

beforeAll(async () => {
  world = await startWorld()
  health = probe(world.service.url)
  usualStart = await health.untilReady(PATIENCE_MILLISECONDS)
  residents = letResidentsCome(world.service.url, RESIDENTS, world.sirets, THINK_MILLISECONDS)
  await residents.until(RESIDENTS, PATIENCE_MILLISECONDS)
}, 180_000)
afterAll(async () => {
  await health?.close()
  await world?.close()
})

/** Breaks it, and waits until it works again by itself. */
async function suffer({ name, strike, takesWebAway = false }: Fault): Promise<void> {
  const from = Date.now()
  await strike()
  const ready = await health.untilReady(PATIENCE_MILLISECONDS)
  suffered.push({ name, from, to: Date.now(), takesWebAway, ready })
  await residents.until(LET_THROUGH_AFTERWARDS, PATIENCE_MILLISECONDS)
}

const loggedCodes = () =>
  new Set(world.web.lines.flatMap((line) => line.match(/"(?:cause|error)Code":"([^"]+)"/)?.[1] ?? []))

test('killed, cut off, restarted, stalled, and with its clock astray, it mends by itself', async () => {
  for (const fault of faultsOf(world)) await suffer(fault)
  expect(world.line.commitsCut()).toBeGreaterThan(10)
  expect([...loggedCodes()]).toEqual(expect.arrayContaining(['DATABASE_CONNECTION_LOST', 'CLOCK_DISAGREES']))
})

test('a disk that is full loses nothing, and is no end', async (context) => {
  if (!world.postgres.smallTables) return context.skip('nobody may mount a small disk here (unshare, mount)')
  const before = world.postgres.downs()
  for (const fault of faultsOfDisks(world)) await suffer(fault)
  expect([...loggedCodes()]).toContain('53100')
  // Who cannot write its log ends.
  expect(world.postgres.downs()).toBeGreaterThan(before)
})

test('what was acknowledged is there once, opens, and stands in the trace and the files of the desk', async () => {
  await residents.goHome()
  const wanted = entriesOf(residents.sendings)
  const byId = (one: { externalId: string }, other: { externalId: string }) =>
    one.externalId < other.externalId ? -1 : 1
  expect((await entriesOfDesks(world)).toSorted(byId)).toEqual(wanted.toSorted(byId))
  const times = wanted.length
  expect(await countTraces(world)).toEqual({
    rows: times,
    lines: times,
    counted: times,
    ofResidents: times,
  })
  expect((await verifyChains(world)).at(-1)).toContain('all as written')
  const [spare = ''] = world.spareSirets
  expect(await asCollectivite(world.checker.db, spare, (tx) => tx.$count(submissions))).toBe(1)
})

test('each mail has left, none twice but where something broke, and no job is lost', async () => {
  const patience = Date.now() + PATIENCE_MILLISECONDS
  while ((await whatIsLost(world)).waitingMails > 0 && Date.now() < patience) await wait(500)
  expect(await whatIsLost(world)).toEqual({ waitingMails: 0, failedMails: 0, untold: [], deadJobs: 0 })
  const mails = await faultsOfMails(world, suffered)
  expect(mails).toMatchObject({ missing: [], unexplained: 0 })
  expect(mails.received).toBeGreaterThan(50)
})

test('nobody read anything but honest pages, and the processes lived', () => {
  const away = suffered.filter(({ takesWebAway }) => takesWebAway)
  const wasAway = (at: number) => away.some(({ from, to }) => at >= from - 1_000 && at <= to + 1_000)
  const refused = residents.seen.filter(({ status, at }) => status === 'no answer' && !wasAway(at))
  const strange = residents.seen.filter(
    ({ status, words }) => words ?? (status === 'too late' || status === 500),
  )
  expect(strange).toEqual([])
  expect(refused).toEqual([])
  expect(health.lapses).toEqual([])
  for (const { ends, complaints } of [world.web, world.worker]) {
    expect(ends.filter(({ isAsked }) => !isAsked)).toEqual([])
    expect(complaints.join('')).toBe('')
  }
})

test('it was ready again within ten seconds of the end of each fault', (context) => {
  tell()
  if (usualStart > STARTS_WITHIN_MILLISECONDS)
    return context.skip(
      `a start alone takes ${Math.round(usualStart)} ms: the machine has something else to do`,
    )
  const late = suffered.filter(({ ready }) => ready > READY_WITHIN_MILLISECONDS)
  expect(late).toEqual([])
})

function tell(): void {
  const pages: Record<string, number> = {}
  for (const { status } of residents.seen) pages[status] = (pages[status] ?? 0) + 1
  const { sendings } = residents
  const again = sendings.filter(({ presses }) => presses > 1).length
  const longest = suffered.toSorted((one, other) => other.ready - one.ready)[0]
  const lines = [
    `${sendings.length} transmissions read, ${residents.acknowledged()} acknowledged, ${again} pressed more than once`,
    `pages: ${Object.entries(pages)
      .map(([status, times]) => `${times} × ${status}`)
      .join(', ')}`,
    ...suffered.map(({ name, ready }) => `ready ${Math.round(ready)} ms after: ${name}`),
    `a start alone: ${Math.round(usualStart)} ms; longest: ${Math.round(longest?.ready ?? 0)} ms (${longest?.name}); /healthz at most ${Math.round(health.slowest())} ms`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
