import * as v from 'valibot'
import {
  type DatabaseEnvironment,
  databaseFaults,
  describeFault,
  type Environment,
  EnvironmentSchema,
  furtherFaults,
} from '#src/environment.js'

/** What the service may know from outside: the only reader of the environment. */
export type Config = ReturnType<typeof readConfig>

/** Thrown at start: one line naming every faulty variable, never a value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly code = 'CONFIG_INVALID'
  constructor(faults: string[]) {
    super(`Configuration refused:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  }
}

/**
 * Reads the environment into the configuration of the service.
 * @param env the variables, as `process.env`
 * @throws {ConfigError} naming every missing or wrong variable
 */
export function readConfig(env: Record<string, string | undefined>) {
  return nest(read(EnvironmentSchema, env, furtherFaults))
}

/**
 * Reads only what finding the database takes, for commands that need nothing else.
 * @throws {ConfigError}
 */
export function readDatabaseConfig(env: Record<string, string | undefined>) {
  const database = read(
    v.pick(EnvironmentSchema, ['NODE_ENV', 'DATABASE_URL', 'DATA_DIR', 'ALLOW_EMBEDDED_DATABASE']),
    env,
    databaseFaults,
  )
  return databaseOf(database)
}

function read<Schema extends v.GenericSchema>(
  schema: Schema,
  env: Record<string, string | undefined>,
  furtherFaults: (output: v.InferOutput<Schema>) => string[],
): v.InferOutput<Schema> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = v.safeParse(schema, given)
  const faults = parsed.success
    ? furtherFaults(parsed.output)
    : [...new Set(parsed.issues.map(describeFault))]
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return parsed.output
}

function databaseOf(env: DatabaseEnvironment) {
  return env.DATABASE_URL ? { url: env.DATABASE_URL.href } : { dataDir: env.DATA_DIR }
}

function dkimOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: Environment) {
  return DKIM_DOMAIN && DKIM_SELECTOR && DKIM_PRIVATE_KEY
    ? { domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey: DKIM_PRIVATE_KEY }
    : null
}

function datapassApiOf({ DATAPASS_API_URL, DATAPASS_CLIENT_ID, DATAPASS_CLIENT_SECRET }: Environment) {
  return DATAPASS_API_URL && DATAPASS_CLIENT_ID && DATAPASS_CLIENT_SECRET
    ? { url: DATAPASS_API_URL, clientId: DATAPASS_CLIENT_ID, clientSecret: DATAPASS_CLIENT_SECRET }
    : null
}

function hubeeOf({
  HUBEE_API_URL,
  HUBEE_TOKEN_URL,
  HUBEE_CLIENT_ID,
  HUBEE_CLIENT_SECRET,
  HUBEE_SCOPE,
}: Environment) {
  return HUBEE_API_URL && HUBEE_TOKEN_URL && HUBEE_CLIENT_ID && HUBEE_CLIENT_SECRET
    ? {
        url: HUBEE_API_URL,
        tokenUrl: HUBEE_TOKEN_URL,
        clientId: HUBEE_CLIENT_ID,
        clientSecret: HUBEE_CLIENT_SECRET,
        scope: HUBEE_SCOPE,
      }
    : null
}

function nest(env: Environment) {
  return {
    production: env.NODE_ENV === 'production',
    listen: { host: env.HOST, port: env.PORT },
    /** Where a process that only works answers for itself; null for nowhere. */
    workerListens: env.WORKER_PORT === undefined ? null : { host: env.HOST, port: env.WORKER_PORT },
    publicUrl: env.PUBLIC_URL,
    secureCookies: env.PUBLIC_URL.protocol === 'https:',
    trustProxy: env.TRUST_PROXY,
    database: databaseOf(env),
    operator: {
      name: env.OPERATOR_NAME,
      brand: env.OPERATOR_BRAND,
      supportEmail: env.SUPPORT_EMAIL,
      securityEmail: env.SECURITY_EMAIL,
      feedbackUrl: env.FEEDBACK_URL?.href ?? null,
      publicationDirector: env.PUBLICATION_DIRECTOR ?? null,
      hostingProvider: env.HOSTING_PROVIDER ?? null,
      subprocessors: env.SUBPROCESSORS,
      backupDays: env.BACKUP_DAYS ?? null,
    },
    franceConnect: {
      issuer: env.FRANCECONNECT_ISSUER,
      clientId: env.FRANCECONNECT_CLIENT_ID,
      clientSecret: env.FRANCECONNECT_CLIENT_SECRET,
      signingAlg: env.FRANCECONNECT_SIGNING_ALG,
      allowInsecure: env.ALLOW_INSECURE_UPSTREAMS,
    },
    proConnect: {
      issuer: env.PROCONNECT_ISSUER,
      clientId: env.PROCONNECT_CLIENT_ID,
      clientSecret: env.PROCONNECT_CLIENT_SECRET,
      signingAlg: env.PROCONNECT_SIGNING_ALG,
      allowInsecure: env.ALLOW_INSECURE_UPSTREAMS,
    },
    apiParticulier: { url: env.API_PARTICULIER_URL },
    mail: {
      url: env.SMTP_URL,
      from: env.MAIL_FROM,
      replyTo: env.MAIL_REPLY_TO,
      dkim: dkimOf(env),
      allowInsecure: env.ALLOW_INSECURE_UPSTREAMS,
    },
    datapass: {
      secrets: env.DATAPASS_WEBHOOK_SECRETS,
      environment: env.DATAPASS_ENVIRONMENT,
      api: datapassApiOf(env),
    },
    hubee: hubeeOf(env),
    collectivitesApiToken: env.COLLECTIVITES_API_TOKEN,
    dinum: { sirets: env.DINUM_SIRETS, emails: env.DINUM_EMAILS },
    keys: {
      encryption: env.ENCRYPTION_KEYS,
      audit: env.AUDIT_KEY.key,
      formerAudit: env.AUDIT_KEY.former,
    },
    retentionDays: env.RETENTION_DAYS,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
  }
}
