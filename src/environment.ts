import { createPrivateKey } from 'node:crypto'
import * as v from 'valibot'
import { auditKeys, keyList } from '#src/config-keys.js'

const url = (protocols: string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `an address in ${protocols.join(' or ')}//`,
    ),
    v.transform((text) => new URL(text)),
  )
const flag = v.optional(
  v.pipe(
    v.picklist(['true', 'false'], '`true` or `false`'),
    v.transform((text) => text === 'true'),
  ),
  'false',
)
const wholeNumber = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a whole number'),
    v.transform(Number),
    v.minValue(min, `at least ${min}`),
    v.maxValue(max, `at most ${max}`),
  )
const text = v.pipe(v.string(), v.trim(), v.nonEmpty('not empty'))
const email = v.pipe(v.string(), v.email('an e-mail address'))
const sender = v.pipe(
  v.string(),
  v.regex(/^([^\s<>@]+@[^\s<>@]+|[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>)$/, 'an address, or `Name <address>`'),
)
const pem = v.pipe(
  v.string(),
  // Many places that hold variables keep them on one line.
  v.transform((text) => text.replaceAll('\\n', '\n')),
  v.check(isPrivateKey, 'a private key in PEM'),
)
const signingAlg = v.picklist(['ES256', 'RS256'], '`ES256` or `RS256`')
const web = ['https:', 'http:']
const list = (item: v.GenericSchema<string, string>) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((part) => part.trim())),
    v.array(item),
  )
// Names and addresses hold commas.
const listOfTexts = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
)
const scopes = v.pipe(
  v.string(),
  v.regex(
    /^(OSL|ADMIN|DATAPASS)( (OSL|ADMIN|DATAPASS))*$/,
    '`OSL`, `ADMIN` or `DATAPASS`, or several of them',
  ),
)
const siret = v.pipe(v.string(), v.regex(/^\d{14}$/, 'SIRETs'))

/** The variables, their defaults and their shapes: contract of the deployment. */
export const EnvironmentSchema = v.object({
  NODE_ENV: v.optional(
    v.picklist(['production', 'development', 'test'], '`production`, `development` or `test`'),
    'development',
  ),
  HOST: v.optional(text, '0.0.0.0'),
  PORT: v.optional(wholeNumber(0, 65_535), '3000'),
  WORKER_PORT: v.optional(wholeNumber(0, 65_535)),
  PUBLIC_URL: url(web),
  TRUST_PROXY: v.optional(
    v.pipe(v.string(), v.regex(/^(none|fly|[1-9])$/, '`none`, `fly` or a number of hops from 1 to 9')),
    'none',
  ),
  DATABASE_URL: v.optional(url(['postgres:', 'postgresql:'])),
  DATA_DIR: v.optional(text, './data'),
  ALLOW_EMBEDDED_DATABASE: flag,
  ENCRYPTION_KEYS: keyList,
  AUDIT_KEY: auditKeys,
  OPERATOR_NAME: text,
  OPERATOR_BRAND: v.picklist(['state', 'neutral'], '`state` or `neutral`'),
  SUPPORT_EMAIL: email,
  SECURITY_EMAIL: email,
  FEEDBACK_URL: v.optional(url(web)),
  PUBLICATION_DIRECTOR: v.optional(text),
  HOSTING_PROVIDER: v.optional(text),
  SUBPROCESSORS: v.optional(listOfTexts, ''),
  BACKUP_DAYS: v.optional(wholeNumber(1, 90)),
  FRANCECONNECT_ISSUER: url(web),
  FRANCECONNECT_CLIENT_ID: text,
  FRANCECONNECT_CLIENT_SECRET: text,
  FRANCECONNECT_SIGNING_ALG: v.optional(signingAlg, 'ES256'),
  PROCONNECT_ISSUER: url(web),
  PROCONNECT_CLIENT_ID: text,
  PROCONNECT_CLIENT_SECRET: text,
  PROCONNECT_SIGNING_ALG: v.optional(signingAlg, 'RS256'),
  API_PARTICULIER_URL: url(web),
  SMTP_URL: url(['smtp:', 'smtps:']),
  MAIL_FROM: sender,
  MAIL_REPLY_TO: sender,
  DKIM_DOMAIN: v.optional(text),
  DKIM_SELECTOR: v.optional(text),
  DKIM_PRIVATE_KEY: v.optional(pem),
  DATAPASS_WEBHOOK_SECRETS: list(text),
  DATAPASS_ENVIRONMENT: text,
  DATAPASS_API_URL: v.optional(url(web)),
  DATAPASS_CLIENT_ID: v.optional(text),
  DATAPASS_CLIENT_SECRET: v.optional(text),
  HUBEE_API_URL: v.optional(url(web)),
  HUBEE_TOKEN_URL: v.optional(url(web)),
  HUBEE_CLIENT_ID: v.optional(text),
  HUBEE_CLIENT_SECRET: v.optional(text),
  HUBEE_SCOPE: v.optional(scopes, 'OSL'),
  COLLECTIVITES_API_TOKEN: text,
  DINUM_SIRETS: list(siret),
  DINUM_EMAILS: list(v.pipe(v.string(), v.email('e-mail addresses'), v.toLowerCase())),
  RETENTION_DAYS: v.optional(wholeNumber(1, 90), '90'),
  METRICS_TOKEN: text,
  ALLOW_INSECURE_UPSTREAMS: flag,
  LOG_LEVEL: v.optional(
    v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'a pino level'),
    'info',
  ),
})
export type Environment = v.InferOutput<typeof EnvironmentSchema>
export type DatabaseEnvironment = Pick<
  Environment,
  'NODE_ENV' | 'DATABASE_URL' | 'DATA_DIR' | 'ALLOW_EMBEDDED_DATABASE'
>

/** Faults between variables that say where the database is. */
export function databaseFaults(env: DatabaseEnvironment): string[] {
  const missing = env.NODE_ENV === 'production' && !env.DATABASE_URL && !env.ALLOW_EMBEDDED_DATABASE
  return missing ? ['DATABASE_URL is missing'] : []
}

/** The fault in our own words: valibot's default messages quote what they received. */
export function describeFault(issue: v.BaseIssue<unknown>): string {
  const name = String(issue.path?.[0]?.key)
  if (issue.input === undefined) return `${name} is missing`
  return `${name} must be ${issue.type === 'string' ? 'text' : issue.message}`
}

const UPSTREAMS = [
  'FRANCECONNECT_ISSUER',
  'PROCONNECT_ISSUER',
  'API_PARTICULIER_URL',
  'DATAPASS_API_URL',
  'HUBEE_API_URL',
  'HUBEE_TOKEN_URL',
] as const

// Shorter ones could be guessed.
const SECRET_CHARACTERS = 16

/** Faults between variables: what is right alone and wrong together, or in production. */
export function furtherFaults(env: Environment): string[] {
  const insecure = UPSTREAMS.filter(
    (name) => env[name]?.protocol === 'http:' && !env.ALLOW_INSECURE_UPSTREAMS,
  )
  const everywhere = [
    ...insecure.map((name) => `${name} must be an address in https://`),
    ...missingOfGroup(env, ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY']),
    ...missingOfGroup(env, ['DATAPASS_API_URL', 'DATAPASS_CLIENT_ID', 'DATAPASS_CLIENT_SECRET']),
    ...missingOfGroup(env, ['HUBEE_API_URL', 'HUBEE_TOKEN_URL', 'HUBEE_CLIENT_ID', 'HUBEE_CLIENT_SECRET']),
  ]
  if (env.NODE_ENV !== 'production') return everywhere
  return [
    ...everywhere,
    ...(env.PUBLIC_URL.protocol === 'http:' ? ['PUBLIC_URL must be an address in https://'] : []),
    ...(env.ALLOW_INSECURE_UPSTREAMS ? ['ALLOW_INSECURE_UPSTREAMS must be false in production'] : []),
    ...tooShort('DATAPASS_WEBHOOK_SECRETS', env.DATAPASS_WEBHOOK_SECRETS),
    ...tooShort('COLLECTIVITES_API_TOKEN', [env.COLLECTIVITES_API_TOKEN]),
    ...tooShort('METRICS_TOKEN', [env.METRICS_TOKEN]),
    ...databaseFaults(env),
  ]
}

function tooShort(name: string, secrets: string[]): string[] {
  const isShort = secrets.some((secret) => secret.length < SECRET_CHARACTERS)
  return isShort ? [`${name} must have ${SECRET_CHARACTERS} characters or more`] : []
}

// A group is whole or absent.
function missingOfGroup(env: Environment, names: (keyof Environment)[]): string[] {
  const missing = names.filter((name) => env[name] === undefined)
  return missing.length === names.length ? [] : missing.map((name) => `${name} is missing`)
}

function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(text).type === 'private'
  } catch {
    return false
  }
}
