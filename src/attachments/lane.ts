import { type Examination, refused } from '#src/attachments/examination.js'
import { type ExaminingProcess, startExaminingProcess } from '#src/attachments/examining-process.js'
import type { Log } from '#src/log.js'

export type Lane = ReturnType<typeof createLane>
export type LaneOptions = {
  log: Pick<Log, 'warn' | 'error'> | undefined
  milliseconds: number
  megabytes: number
  idleMilliseconds: number
}

/**
 * Has files examined one after the other, in a process that is started when it is needed, replaced when it died and
 * ended when it has had nothing to do for a while.
 */
export function createLane({ log, milliseconds, megabytes, idleMilliseconds }: LaneOptions) {
  let running: ExaminingProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  let isClosed = false
  return {
    /** The number of its process, if it has one. */
    pid: () => (running?.isRunning() ? running.pid : undefined),

    examine(bytes: Buffer): Promise<Examination> {
      const examined = examine(bytes)
      current = examined.then(() => {})
      return examined
    },

    /** What is being examined is answered `busy`; a process that is just starting is waited for. */
    async close(): Promise<void> {
      isClosed = true
      await end()
      await current
    },
  }

  async function examine(bytes: Buffer): Promise<Examination> {
    clearTimeout(idle)
    if (!running?.isRunning()) running = await startExaminingProcess(megabytes).catch(() => null)
    if (!running) log?.error('examining process not started')
    if (!running || isClosed) {
      await end()
      return { kind: 'busy' }
    }
    const answer = await running.examine(bytes, milliseconds)
    if (answer === 'died' || answer === 'late') {
      await end()
      if (isClosed) return { kind: 'busy' }
      log?.warn('examining process ended', { outcome: answer })
      return refused('too-complex')
    }
    idle = setTimeout(end, idleMilliseconds).unref()
    return answer
  }

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ending = running
    running = null
    await ending?.end()
  }
}
