import { addMember, type Role } from '#src/collectivite/members.js'
import type { Opening } from '#src/collectivite/open-collectivite.js'
import { readConfig } from '#src/config.js'
import type { ServerLimits } from '#src/http/server.js'
import { createLog } from '#src/log.js'
import { openService } from '#src/onboarding/open-service.js'
import type { Services } from '#src/services.js'
import { start } from '#src/start.js'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.js'
import { freePort } from './free-port.js'
import { testKeys } from './keys.js'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from './postgres.js'
import { settle } from './settle.js'
import { createVisitor, type Visitor } from './visitor.js'

export type TestService = {
  url: string
  sandbox: Sandbox
  services: Services
  database: TestDatabase
  /** Every log line so far. */
  logs: string[]
  /** @param address from which she comes; each has her own otherwise */
  newVisitor(address?: string): Visitor
  open(siret: string, settings?: Partial<Opening>): Promise<void>
  addMember(siret: string, email: string, role?: Role): Promise<void>
  /** Waits until the queue has nothing more to do now. */
  settle(): Promise<void>
  /** The variables that it was started with. */
  environment: Record<string, string>
  /** Stops it as a signal does; the sandbox and the database stay until `close`. */
  stop(): Promise<void>
  close(): Promise<void>
}

export type TestServiceOptions = {
  kind?: DatabaseKind
  /** Instead of a new one of this kind; dropped at `close` all the same. */
  database?: TestDatabase
  now?: () => Date
  environment?: Record<string, string>
  /** What it may do at HubEE; without it, HubEE is not configured. */
  hubeeScope?: string
  /** False leaves what is queued in the queue. */
  worker?: boolean
  /** True reads pings from the start and each minute: not for who counts requests. */
  watch?: boolean
  /** True keeps pages and sends away: not for who changes rows and looks at once, nor on a machine that is slow. */
  front?: boolean
  /** Else those of production. */
  limits?: Partial<ServerLimits>
  /** Where browsers find it, when something stands in front. */
  publicUrl?: string
}

const QUICK = { pollSeconds: 0.5, maintenanceSeconds: 1 }

/** The whole service with its sandbox, on a database of its own, listening as in production but on plain http. */
export async function startTestService({
  kind = 'owner',
  database: given,
  now,
  environment = {},
  hubeeScope,
  worker = true,
  watch = false,
  front = false,
  limits = {},
  publicUrl,
}: TestServiceOptions = {}): Promise<TestService> {
  // The public address must be known before anything listens: the providers are told where to send back.
  const port = await freePort()
  const url = `http://localhost:${port}`
  const [database, sandbox] = await Promise.all([
    given ?? createTestDatabase(kind),
    startSandbox({ relyingParty: { publicUrl: publicUrl ?? url } }),
  ])
  const variables = {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl ?? url,
    // Each visitor has a line of her own, and the limits of one.
    TRUST_PROXY: '1',
    OPERATOR_NAME: 'Opérateur de test',
    OPERATOR_BRAND: 'state',
    SUPPORT_EMAIL: 'aide@example.fr',
    SECURITY_EMAIL: 'securite@example.fr',
    COLLECTIVITES_API_TOKEN: 'partner-token-of-tests',
    METRICS_TOKEN: 'figures-token-of-tests',
    DINUM_SIRETS: '13002526500013',
    DINUM_EMAILS: 'claire.fontenaille@numerique.example',
    ...testKeys(),
    ...sandbox.environment,
    ...(hubeeScope ? { ...sandbox.hubeeEnvironment, HUBEE_SCOPE: hubeeScope } : {}),
    ...('url' in database.config
      ? { DATABASE_URL: database.config.url }
      : { DATA_DIR: database.config.dataDir }),
    ...environment,
  }
  const config = readConfig(variables)
  const logs: string[] = []
  const log = createLog(config.logLevel, { write: (line) => logs.push(line) })
  const overrides = { log, mailAuthority: sandbox.mailboxAuthority, ...(now ? { now } : {}) }
  const running = await start(config, overrides, { web: true, worker, watch, front, pace: QUICK, limits })
  const { services } = running
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= running.close()
    return stopped
  }
  return {
    url,
    sandbox,
    services,
    database,
    logs,
    newVisitor: (address) => createVisitor(url, address),
    open: (siret, settings) => openForTest(services, siret, settings),
    addMember: (siret, email, role = 'agent') => addMember(services.db, siret, { email, role }),
    settle: () => settle(services.db),
    environment: variables,
    stop,
    close: async () => {
      await Promise.all([stop(), sandbox.close()])
      await database.drop()
    },
  }
}

async function openForTest(
  { safe }: Services,
  siret: string,
  settings: Partial<Opening> = {},
): Promise<void> {
  const { kind } = await openService(safe, { siret, state: 'ouverte', retentionDays: 90, ...settings })
  if (kind !== 'opened') throw new Error(`${siret} is ${kind}`)
}
