import { CommandFailedError } from '#src/command-failed.js'
import { ConfigError, readConfig, readDatabaseConfig } from '#src/config.js'
import { DataDirInUseError } from '#src/db/data-dir-lock.js'
import { createLog, describeError } from '#src/log.js'
import type { Roles } from '#src/start.js'

const [command = 'serve', ...rest] = process.argv.slice(2)
// Each command loads what it needs and no more.
const commands: Record<string, () => Promise<void>> = {
  serve: () => runUntilStopped({ web: true, worker: true }),
  web: () => runUntilStopped({ web: true, worker: false }),
  worker: () => runUntilStopped({ web: false, worker: true }),
  'db:migrate': migrateDatabase,
  admin: administer,
}

try {
  const run = commands[command]
  if (!run) throw new ConfigError([`the command must be one of ${Object.keys(commands).join(', ')}`])
  await run()
} catch (error) {
  process.exitCode = 1
  // These messages are ours and hold no value; those of libraries may.
  const known = [ConfigError, DataDirInUseError, CommandFailedError].some((kind) => error instanceof kind)
  if (known && error instanceof Error) process.stderr.write(`${error.message}\n`)
  else createLog('info').error('start failed', describeError(error))
}

async function migrateDatabase(): Promise<void> {
  const { loadCommunes } = await import('#src/collectivite/load-communes.js')
  const { migrate } = await import('#src/db/migrate.js')
  await migrate(readDatabaseConfig(process.env), [loadCommunes])
}

async function administer(): Promise<void> {
  const { runAdmin } = await import('#src/admin.js')
  await runAdmin(rest, process.env, (line) => process.stdout.write(`${line}\n`))
}

async function runUntilStopped(roles: Roles): Promise<void> {
  const { start } = await import('#src/start.js')
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  // What a library forgot to await must not end the service.
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', describeError(error)))
  const { port, close } = await start(config, { log }, roles)
  if (port !== null) log.info('listening', { listensOn: `${config.listen.host}:${port}` })
  if (roles.worker) log.info('working')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info('stopping', { signal })
      close().catch((error) => log.error('stop failed', describeError(error)))
    })
  }
}
