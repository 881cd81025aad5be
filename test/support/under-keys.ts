import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { eq } from 'drizzle-orm'
import { runAdmin } from '#src/admin.js'
import { readConfig } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { connect } from '#src/db/connect.js'
import type { Database } from '#src/db/database.js'
import { dataKeys, masterKeys } from '#src/db/schema.js'
import { createLog } from '#src/log.js'
import { createServices, type Services } from '#src/services.js'
import { type Roles, type Running, start } from '#src/start.js'
import { createKeyring, type Keyring, wrapperOf } from '#src/submission/keyring.js'
import type { TestService } from './service.js'

const exec = promisify(execFile)
/** A process that neither listens nor works. */
export const SILENT: Roles = { web: false, worker: false }

/** A key as it stands in ENCRYPTION_KEYS. */
export function drawKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

export type UnderKeys = Awaited<ReturnType<typeof underKeys>>

/** Processes and commands beside a service, on its database, under the ENCRYPTION_KEYS that each is given. */
export async function underKeys(service: TestService) {
  const database: Database = await connect(service.database.config)
  const running: Running[] = []
  const variables = (keys: string) => ({ ...service.environment, ENCRYPTION_KEYS: keys })
  const configOf = (keys: string) => readConfig(variables(keys))

  return {
    db: database.db,
    variables,
    keyringOf: (keys: string): Keyring => createKeyring(configOf(keys).keys.encryption),

    /** One more process. */
    async run(
      keys: string,
      roles = SILENT,
      { now, logs = service.logs }: { now?: () => Date; logs?: string[] } = {},
    ) {
      const log = createLog('info', { write: (line) => logs.push(line) })
      const overrides = { log, mailAuthority: service.sandbox.mailboxAuthority, ...(now ? { now } : {}) }
      const started = await start(configOf(keys), overrides, roles)
      running.push(started)
      return started
    },

    /** A process that has been running since before the keys were changed: nothing compares them any more. */
    async runningSince(keys: string): Promise<Services> {
      const services = await createServices(configOf(keys), { log: createLog('silent') })
      running.push({ port: null, services, close: services.close })
      return services
    },

    /** What a command prints. */
    async admin(keys: string, ...args: string[]): Promise<string[]> {
      const lines: string[] = []
      await runAdmin(args, variables(keys), (line) => lines.push(line))
      return lines
    },

    /** The real program: what it says, and the code with which it ends. */
    async program(
      keys: string,
      ...args: string[]
    ): Promise<{ code: number; stdout: string; stderr: string }> {
      const options = { env: { ...process.env, ...variables(keys) } }
      const ended = exec(process.execPath, ['scripts/run.mjs', 'src/main', ...args], options)
      return ended.then(
        (output) => ({ code: 0, ...output }),
        ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
      )
    },

    keyOf: async (id: string) =>
      (await database.db.select().from(masterKeys).where(eq(masterKeys.id, id)))[0] ?? null,

    /** The master key that wraps the data key of a collectivité. */
    wrapperIn: (siret: string) =>
      asCollectivite(database.db, siret, async (tx) => {
        const [row] = await tx.select().from(dataKeys)
        return row ? wrapperOf(row.wrapped) : null
      }),

    /** Stops every process that was started here. */
    async stopAll(): Promise<void> {
      for (const { close } of running.splice(0)) await close()
    },
    async close(): Promise<void> {
      await this.stopAll()
      await database.close()
    },
  }
}
