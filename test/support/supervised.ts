import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type End = {
  signal: NodeJS.Signals | null
  code: number | null
  isAsked: boolean
  milliseconds: number
  /** Its last words, by which an end that nobody asked for is understood. */
  said: string[]
}
/** `npm start -- <role>`, started again as soon as it ends, as a host does. */
export type Supervised = {
  /** Ends it, and waits until it has ended; the next one is then starting. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<End>
  /** Moves its clock on the wall by so many milliseconds, until it is moved again or starts anew. */
  moveClock(milliseconds: number): void
  isAlive(): boolean
  ends: End[]
  /** What it wrote, over all its lives. */
  lines: string[]
  complaints: string[]
  close(): Promise<void>
}

const CLOCK = fileURLToPath(new URL('movable-clock.mjs', import.meta.url))

/** @param main the compiled program */
export function supervise(
  main: string,
  role: 'web' | 'worker',
  environment: Record<string, string>,
): Supervised {
  const ends: End[] = []
  const lines: string[] = []
  const complaints: string[] = []
  let asked: { signal: string; at: number } | null = null
  let isClosing = false
  let child = start()

  function start(): ChildProcess {
    const started = spawn(process.execPath, ['--import', CLOCK, main, role], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let rest = ''
    started.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const whole = (rest + text).split('\n')
      rest = whole.pop() ?? ''
      lines.push(...whole)
    })
    started.stderr?.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
    started.once('exit', (code, signal) => {
      const milliseconds = asked ? performance.now() - asked.at : 0
      const said = [...lines.slice(-3), ...complaints.slice(-3)]
      ends.push({ code, signal, isAsked: asked !== null, milliseconds, said })
      asked = null
      if (!isClosing) child = start()
    })
    return started
  }
  return {
    ends,
    lines,
    complaints,
    async end(signal) {
      const ended = once(child, 'exit')
      asked = { signal, at: performance.now() }
      child.kill(signal)
      await ended
      const end = ends.at(-1)
      if (!end) throw new Error('It did not end')
      return end
    },
    moveClock: (ahead) => void child.send({ ahead }),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async close() {
      isClosing = true
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
