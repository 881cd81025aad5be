import { execFileSync } from 'node:child_process'

/** Who runs PostgreSQL: ourselves, or another account when we are root, as which it refuses to run. */
export type Account = { uid?: number; gid?: number }

/** An account of this machine that PostgreSQL accepts. None is created: `nobody` is everywhere. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const account = idsOf('postgres') ?? idsOf('nobody')
  if (!account) throw new Error('PostgreSQL refuses to run as root: run the tests as an ordinary user')
  return account
}

/** Makes the account the owner of this file, or of this folder and all it holds. */
export function giveTo(account: Account, path: string): void {
  if (account.uid === undefined) return
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path], { stdio: 'pipe' })
}

/** Whether the account reaches this program: a project under `/root` is closed to it. */
export function canRun(program: string, account: Account): boolean {
  try {
    execFileSync(program, ['--version'], { ...account, cwd: '/', stdio: 'pipe' })
    return true
  } catch (error) {
    if (account.uid !== undefined) return false
    throw error
  }
}

function idsOf(name: string): Account | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe', encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}
