import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Accepted, Refused } from '#src/attachments/examination.js'
import { programBeside } from '#src/program-beside.js'

export type Answer = Accepted | Refused | 'died' | 'late'
export type ExaminingProcess = {
  pid: number | undefined
  /** One file at a time: what it is found to be, or that the process died over it, or took longer than allowed. */
  examine(bytes: Buffer, milliseconds: number): Promise<Answer>
  isRunning(): boolean
  /** Ends it, whatever it is doing. */
  end(): Promise<void>
}

const MILLISECONDS_TO_START = 30_000
const PROGRAM = programBeside('attachments/examining-entry')

// For the allocator of Linux (glibc), which else keeps most of what each photo took: 150 MB of memory stay instead of 570.
const GIVES_MEMORY_BACK = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '1000000' }

/**
 * Starts a process that examines files, apart from ours: what a hostile file does to its memory and its time, it does
 * not do to ours. None of our environment is handed to it, but it runs as the same user: a file that made it execute code
 * could read the environment of its parent all the same. It does not keep our process alive, and ends with it. Null when
 * it does not get ready.
 * @param megabytes what its own memory may grow to, libraries and files aside
 */
export async function startExaminingProcess(megabytes: number): Promise<ExaminingProcess | null> {
  const child = fork(PROGRAM.file, [], {
    env: GIVES_MEMORY_BACK,
    execArgv: [...PROGRAM.execArgv, `--max-old-space-size=${megabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Without a listener it would be an exception; whoever waits for an answer hears of it.
  child.on('error', () => {})
  child.unref()
  child.channel?.unref()
  const isRunning = () => child.connected && child.exitCode === null && child.signalCode === null
  const end = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  if ((await answerOf(child, MILLISECONDS_TO_START)) !== 'ready') {
    await end()
    return null
  }
  return {
    pid: child.pid,
    isRunning,
    end,
    async examine(bytes, milliseconds) {
      if (!isRunning()) return 'died'
      const answer = answerOf(child, milliseconds)
      child.send(bytes, (error) => error && child.emit('error', error))
      return (await answer) as Answer
    },
  }
}

// The timer alone keeps our process alive until there is an answer.
function answerOf(child: ChildProcess, milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (answer: unknown) => {
      clearTimeout(timer)
      child.off('message', settle).off('exit', die).off('error', die)
      resolve(answer)
    }
    const die = () => settle('died')
    const timer = setTimeout(settle, milliseconds, 'late')
    child.on('message', settle).on('exit', die).on('error', die)
  })
}
