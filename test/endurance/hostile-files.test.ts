import { existsSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { createExaminer } from '#src/attachments/examiner.js'
import { faultsOfAccepted } from '../support/faults-of-accepted.js'
import { hostileFiles } from '../support/hostile-files.js'

const SEED = 20261127
const FILES = 2000
const WARM_UP = 200
const MEGABYTE = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const examiner = createExaminer()
afterAll(() => examiner.close())

test('two thousand hostile files: each has an outcome, nothing active is accepted, no memory stays', async () => {
  const outcomes: Record<string, number> = {}
  const faults: string[] = []
  const pids = new Set<number>()
  let seen = 0
  let largest = 0
  let ours = 0
  const files = hostileFiles(SEED, FILES)
  const started = performance.now()
  const work = async () => {
    for (let next = await files.next(); !next.done; next = await files.next()) {
      const { what, bytes } = next.value
      const examined = await examiner.examine(bytes)
      const outcome = examined.kind === 'refused' ? examined.reason : examined.kind
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (examined.kind === 'accepted')
        for (const fault of await faultsOfAccepted(examined.file)) faults.push(`${what}: ${fault}`)
      for (const pid of examiner.pids()) pids.add(pid)
      if (++seen % 100 === 0) largest = Math.max(largest, ...examiner.pids().map(residentBytes))
      if (seen === WARM_UP) ours = ownBytes()
    }
  }
  await Promise.all([work(), work()])
  const seconds = (performance.now() - started) / 1000
  const grown = ownBytes() - ours
  await examiner.close()
  process.stdout.write(
    `${FILES} hostile files in ${seconds.toFixed(0)} s: ${JSON.stringify(outcomes)}\n` +
      `${pids.size} processes, of ${(largest / MEGABYTE).toFixed(0)} MB at most; ours grew by ${(grown / MEGABYTE).toFixed(0)} MB\n`,
  )
  expect(faults).toEqual([])
  expect(seen).toBe(FILES)
  expect(outcomes.busy).toBeUndefined()
  // Each of them is met, and some pass: a test in which all is refused would show little.
  for (const outcome of ['accepted', 'scripts', 'actions', 'embedded-files', 'damaged', 'too-complex'])
    expect(outcomes[outcome], outcome).toBeGreaterThan(20)
  expect(largest).toBeLessThan(400 * MEGABYTE)
  expect(grown).toBeLessThan(100 * MEGABYTE)
  expect([...pids].filter(isRunning)).toEqual([])
})

function ownBytes(): number {
  collect()
  return process.memoryUsage.rss()
}

function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
