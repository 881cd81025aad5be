import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '../../support/seeded.js'
import { requestsInHand } from './in-hand.js'
import type { World } from './world.js'

/** What breaks; `strike` ends at the moment at which everything the service needs is there again. */
export type Fault = {
  name: string
  strike(): Promise<void>
  /** Nobody answers meanwhile, for there is no process. */
  takesWebAway?: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
// Shorter than who waits for the database in vain.
const A_WHILE = 4_000
const LONGER_THAN_ANYBODY_WAITS = 10_000

/** Each is followed by the next as soon as people are let through again. */
export function faultsOf(world: World): Fault[] {
  const { web, worker, line } = world
  const chance = createRandom(3)
  return [
    ...times(2, {
      name: 'web killed',
      takesWebAway: true,
      strike: async () => void (await web.end('SIGKILL')),
    }),
    ...times(2, { name: 'worker killed', strike: async () => void (await worker.end('SIGKILL')) }),
    { name: 'web stopped, requests in hand', takesWebAway: true, strike: () => stopWithRequests(world) },
    { name: 'worker stopped', strike: async () => void (await worker.end('SIGTERM')) },
    ...faultsOfDatabase(world),
    {
      name: 'connections reset at random',
      async strike() {
        line.cutAtRandom(0.01, () => chance.below(1_000_000) / 1_000_000)
        await wait(A_WHILE)
        await line.mend()
      },
    },
    {
      name: 'commits without an answer',
      async strike() {
        line.cutAtCommit(...Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'sent' : 'unsent')))
        await wait(A_WHILE)
        await line.mend()
      },
    },
    {
      name: 'network down',
      async strike() {
        await line.refuse()
        await wait(LONGER_THAN_ANYBODY_WAITS)
        await line.mend()
      },
    },
    {
      name: 'network silent',
      async strike() {
        line.stall()
        await wait(A_WHILE)
        await line.mend()
      },
    },
    ...[2 * HOUR, -2 * HOUR, 40 * DAY, -DAY].map((ahead) => ({
      name: `clock ${ahead / HOUR} hours wrong`,
      strike: () => moveClocks(world, ahead),
    })),
  ]
}

function faultsOfDatabase({ postgres, admin }: World): Fault[] {
  const ofService = admin`select pid from pg_stat_activity where usename = 'qf_owner'`
  return [
    { name: 'database restarted, immediate', strike: () => postgres.restart('immediate', 300) },
    { name: 'database restarted, fast', strike: () => postgres.restart('fast', 3_000) },
    {
      name: 'every connection ended by the server',
      strike: async () =>
        void (await admin`select pg_terminate_backend(pid) from (${ofService}) connections`),
    },
    {
      name: 'a process of the server killed',
      async strike() {
        const [one] = await admin<{ pid: number }[]>`${ofService} limit 1`
        if (!one) throw new Error('Nobody is connected')
        await postgres.killBackend(one.pid)
      },
    },
  ]
}

/** Where a disk can be filled: the tables take nothing more; the log takes nothing more, which ends the server. */
export function faultsOfDisks({ postgres, admin }: World): Fault[] {
  return (['tables', 'wal'] as const).map((disk) => ({
    name: `disk of the ${disk} full`,
    async strike() {
      await postgres.fill(disk)
      // A new file of the log is wanted soon, at once if asked for.
      if (disk === 'wal') void admin`select pg_switch_wal()`.catch(() => {})
      await wait(A_WHILE)
      await postgres.free(disk)
      await postgres.isUp()
    },
  }))
}

async function stopWithRequests(world: World): Promise<void> {
  const { answers } = await requestsInHand(world)
  const end = await world.web.end('SIGTERM')
  if (end.code !== 0 || end.milliseconds > 10_000)
    throw new Error(`The web stopped with ${end.code} after ${Math.round(end.milliseconds)} ms`)
  const broken = (await answers).filter((answer) => answer !== 200 && answer !== 303)
  if (broken.length > 0) throw new Error(`Dropped: ${broken.join(', ')}`)
}

// What erases each hour is asked for meanwhile: it is left for later.
async function moveClocks({ web, worker, checker }: World, ahead: number): Promise<void> {
  for (const one of [web, worker]) one.moveClock(ahead)
  await checker.db.transaction((tx) => checker.jobs.send(tx, 'hourly', {}))
  await wait(A_WHILE)
  for (const one of [web, worker]) one.moveClock(0)
}

function times(count: number, fault: Fault): Fault[] {
  return Array.from({ length: count }, () => fault)
}
