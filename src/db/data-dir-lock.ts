import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Two processes on one PGlite folder lose rows silently, so the second one is refused. */
export class DataDirInUseError extends Error {
  override name = 'DataDirInUseError'
  readonly code = 'DATA_DIR_IN_USE'
  constructor(dataDir: string, holder: string) {
    super(
      `The embedded database in ${dataDir} is in use by process ${holder}: stop it first, or set DATABASE_URL.`,
    )
  }
}

/**
 * Takes the folder for this process, until the returned function is called or the process ends.
 * @throws {DataDirInUseError} when a living process holds it
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = join(dataDir, 'process.lock')
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, `${process.pid} ${startedAt(process.pid)}`)
  try {
    if (!tryLink(mine, lock)) {
      const holder = livingHolder(lock)
      if (holder) throw new DataDirInUseError(dataDir, holder)
      rmSync(lock, { force: true })
      if (!tryLink(mine, lock)) throw new DataDirInUseError(dataDir, livingHolder(lock) ?? 'unknown')
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

// A hard link appears with its content or not at all.
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function livingHolder(lock: string): string | null {
  try {
    const [pid = '', started = ''] = readFileSync(lock, 'utf8').split(' ')
    return isAlive(Number(pid)) && startedAt(Number(pid)) === started ? pid : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Process ids come back after a reboot, and a container's first process is always 1: the start time tells them apart.
function startedAt(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return afterName.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
