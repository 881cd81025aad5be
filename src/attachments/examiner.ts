import { type Examination, refused } from '#src/attachments/examination.js'
import { kindOf } from '#src/attachments/kind-of.js'
import { createLane, type Lane } from '#src/attachments/lane.js'
import { MAX_FILE_BYTES } from '#src/attachments/limits.js'
import type { Log } from '#src/log.js'

export type Examiner = ReturnType<typeof createExaminer>
export type ExaminerOptions = {
  log?: Pick<Log, 'warn' | 'error'>
  /** How many files may be examined at once, and how many may wait. */
  lanes?: number
  waiting?: number
  /** How long one file may take, and to what the memory of a process may grow, libraries and files aside. */
  milliseconds?: number
  megabytes?: number
  /** How long a process may have nothing to do. */
  idleMilliseconds?: number
}

/**
 * Examines the files that residents join, before they are sealed: each in another process, with limits of time and
 * memory. A photo comes back drawn anew, a PDF as it was. A process that crashes, hangs or runs out of memory is an
 * outcome (`too-complex`); `examine` never throws.
 */
export function createExaminer(options: ExaminerOptions = {}) {
  const { log, lanes = 2, waiting = 16, ...limits } = options
  const { milliseconds = 10_000, megabytes = 128, idleMilliseconds = 60_000 } = limits
  const all = Array.from({ length: lanes }, () =>
    createLane({ log, milliseconds, megabytes, idleMilliseconds }),
  )
  const free = [...all]
  const line: ((lane: Lane | null) => void)[] = []
  let isClosed = false
  return {
    /** What a file is, whatever its name and declared type say. */
    async examine(bytes: Buffer): Promise<Examination> {
      if (bytes.length === 0) return refused('empty')
      if (bytes.length > MAX_FILE_BYTES) return refused('too-big')
      if (kindOf(bytes) === null) return refused('unknown-kind')
      const lane = await takeLane()
      if (!lane) return { kind: 'busy' }
      return lane.examine(bytes).finally(() => giveBack(lane))
    },

    /** The numbers of the processes that run. */
    pids: () => all.map(({ pid }) => pid()).filter((pid) => pid !== undefined),

    /** Ends the processes; files that are being examined, and those in line, are answered `busy`. */
    async close(): Promise<void> {
      isClosed = true
      for (const answer of line.splice(0)) answer(null)
      await Promise.all(all.map((lane) => lane.close()))
    },
  }

  async function takeLane(): Promise<Lane | null> {
    if (isClosed) return null
    // The one used last: the other's process may end when there is little to do.
    const lane = free.pop()
    if (lane || line.length >= waiting) return lane ?? null
    return new Promise((resolve) => line.push(resolve))
  }

  function giveBack(lane: Lane): void {
    const next = line.shift()
    if (next) next(lane)
    else free.push(lane)
  }
}
