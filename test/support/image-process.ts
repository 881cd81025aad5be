import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Image } from './build-in-folders.js'
import { type Account, canRun, serverAccount } from './postgres-account.js'

/** `output` is what it wrote so far. */
export type ImageProcess = {
  output(): string
  isOver(): boolean
  ended: Promise<{ code: number | null; signal: string | null }>
  kill(signal: NodeJS.Signals): void
}

/**
 * Runs a command in an image as a host does: with its environment and no other, and as an account that owns nothing of
 * it and has no home, as far as this machine has one to spare.
 */
export function runInImage(
  { app, environment }: Image,
  [program = '', ...args]: string[],
  variables: Record<string, string>,
): ImageProcess {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', ...environment, ...variables }
  const child = spawn(program, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'], ...stranger() })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return {
    output: () => output,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    ended: endOf(child),
    kill: (signal) => void child.kill(signal),
  }
}

function stranger(): Account {
  const account = serverAccount()
  return canRun(process.execPath, account) ? account : {}
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  const [code, signal] = await once(child, 'close')
  return { code, signal }
}
