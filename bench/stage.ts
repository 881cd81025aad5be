import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgresJs from 'postgres'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { readConfig } from '#src/config.js'
import { migrate } from '#src/db/migrate.js'
import { createLog } from '#src/log.js'
import { openService } from '#src/onboarding/open-service.js'
import { type Roles, start } from '#src/start.js'
import { freePort } from '../test/support/free-port.js'
import { testKeys } from '../test/support/keys.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { type PostgresOptions, startPostgres } from '../test/support/postgres-server.js'
import type { Upstreams } from './sandbox-process.js'

/**
 * The service in this process, its PostgreSQL and the State in theirs; one collectivité is open.
 * @param change variables that differ from those of the sandbox
 * @param roles of this process, where the service runs in another
 * @param server how PostgreSQL differs from that of the tests, which writes nothing to the disk before it says so
 */
export async function setStage(
  change: Record<string, string> = {},
  roles?: Roles,
  server: PostgresOptions = {},
) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const postgres = await startPostgres(server)
  const sandbox = fork(fileURLToPath(new URL('sandbox-process.ts', import.meta.url)), [url])
  const [upstreams] = (await once(sandbox, 'message')) as [Upstreams]
  await migrate({ url: postgres.url }, [loadCommunes])
  const environment: Record<string, string> = {
    ...upstreams.environment,
    ...testKeys(),
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    TRUST_PROXY: '1',
    DATABASE_URL: postgres.url,
    OPERATOR_NAME: 'Mesures',
    OPERATOR_BRAND: 'state',
    SUPPORT_EMAIL: 'aide@example.fr',
    SECURITY_EMAIL: 'securite@example.fr',
    COLLECTIVITES_API_TOKEN: 'partner-token-of-bench',
    METRICS_TOKEN: 'figures-token-of-bench',
    DINUM_SIRETS: '13002526500013',
    DINUM_EMAILS: 'claire.fontenaille@numerique.example',
    ...change,
  }
  const config = readConfig(environment)
  const log = createLog('info', { write: () => {} })
  const running = await start(config, { log, mailAuthority: upstreams.mailAuthority }, roles)
  await openService(running.services.safe, { siret: FAY_AUX_LOGES, state: 'ouverte', retentionDays: 90 })
  const stopState = async () => {
    if (!sandbox.connected) return
    const gone = once(sandbox, 'exit')
    sandbox.disconnect()
    await gone
  }
  return {
    url,
    config,
    environment,
    mailAuthority: upstreams.mailAuthority,
    services: running.services,
    /** What autovacuum does in production within a minute of such a load. */
    tidy: async () => {
      const owner = postgresJs(postgres.url)
      await owner`vacuum analyze`
      await owner.end()
    },
    /** The State is gone, and nobody listens where it did. */
    stopState,
    close: async () => {
      await running.close()
      await stopState()
      await postgres.stop()
    },
  }
}
