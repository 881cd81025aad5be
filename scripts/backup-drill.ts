import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { verifyAudit } from '#src/audit/verify-command.js'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { CommandFailedError } from '#src/command-failed.js'
import { ConfigError, readConfig } from '#src/config.js'
import { migrate } from '#src/db/migrate.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { createLog, describeError } from '#src/log.js'
import { purgeByCommand } from '#src/purge-command.js'
import type { Services } from '#src/services.js'
import { start } from '#src/start.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import {
  countRows,
  DrillError,
  dumpWith,
  expectEmpty,
  expectToSeeAll,
  restoreWith,
  sameCounts,
} from './dump-and-restore.js'

const { BACKUP_URL, RESTORE_URL, PG_PROGRAMS = '', ...environment } = process.env

/** Proves that what is backed up can be restored and works; docs/backup.md says how to run it, and when. */
async function drill(from: string, into: string): Promise<void> {
  await expectToSeeAll(from, 'BACKUP_URL')
  await expectToSeeAll(into, 'RESTORE_URL')
  await expectEmpty(into)
  const folder = await mkdtemp(join(tmpdir(), 'backup-drill-'))
  try {
    const file = join(folder, 'dump')
    const dumped = await dumpWith(PG_PROGRAMS, from, file)
    say(`dumped: ${(await stat(file)).size} bytes, ${sum(dumped)} rows of ${dumped.size} tables`)
    await restoreWith(PG_PROGRAMS, file, into)
    sameCounts(dumped, await countRows(into))
    say('restored: every table has as many rows')
  } finally {
    await rm(folder, { recursive: true })
  }
  const before = await countRows(into)
  await migrate({ url: into }, [loadCommunes])
  sameCounts(before, await countRows(into))
  say('db:migrate: nothing to do')
  const isAllProven = await useRestored(into)
  say(isAllProven ? 'The drill is passed.' : 'The drill is passed but for what is NOT PROVEN above.')
  say('Drop the restored database: it holds all that the backup holds.')
}

/** @returns whether everything was there that it takes to prove all */
async function useRestored(url: string): Promise<boolean> {
  const config = readConfig({ ...environment, DATABASE_URL: url, HOST: '127.0.0.1' })
  const log = createLog('error', process.stderr)
  // Without a worker: what waits to be sent was sent by the service itself.
  const roles = { web: true, worker: false, watch: false }
  const { port, services, close } = await start(
    { ...config, listen: { host: '127.0.0.1', port: 0 } },
    { log },
    roles,
  )
  try {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
    if (!ready.ok) throw new DrillError(`The service is not ready: ${ready.status}`)
    say('the service starts on it, with these keys, and is ready')
    const hasOpened = await openOne(services)
    await verifyAudit(services, (line) => say(`the trace: ${line}`), [])
    await purgeByCommand(services, (line) => say(`purge: ${line}`))
    const due = await siretsDue(services, config.retentionDays)
    if (due.length > 0) throw new DrillError(`Something is past its time in ${due.join(' ')}`)
    say('nothing is left that is past its time')
    return hasOpened
  } finally {
    await close()
  }
}

/** The opening writes a line in the trace behind those that were restored, which is verified next. */
async function openOne(services: Services): Promise<boolean> {
  for (const siret of await siretsDue(services, 0)) {
    const opening = { actor: 'service', action: 'consultation' } as const
    const [opened] = await openSubmissions(services.safe, siret, { newestFirst: true, limit: 1 }, opening)
    if (!opened) continue
    say(`a transmission to ${siret} opens`)
    return true
  }
  say('NOT PROVEN: there is no transmission to open')
  return false
}

/** Which collectivités keep something that is older than so many days. */
function siretsDue({ db, now }: Services, mostDays: number): Promise<string[]> {
  const at = now().toISOString()
  return siretsWith(
    db,
    ({ first, last }) => sql`sirets_to_purge(${first}, ${last}, ${at}::timestamptz, ${mostDays}::integer)`,
  )
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, rows) => total + rows, 0)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  if (!BACKUP_URL || !RESTORE_URL)
    throw new DrillError('BACKUP_URL and RESTORE_URL are needed: docs/backup.md')
  await drill(BACKUP_URL, RESTORE_URL)
} catch (error) {
  // Those of libraries quote what they were given.
  const known = [DrillError, ConfigError, CommandFailedError].some((kind) => error instanceof kind)
  const words = known && error instanceof Error ? error.message : JSON.stringify(describeError(error))
  process.stderr.write(`The drill failed: ${words}\n`)
  process.exitCode = 1
}
