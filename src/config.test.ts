import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigError, readConfig, readDatabaseConfig } from '#src/config.js'

const KEY = Buffer.alloc(32, 1).toString('base64')
const complete: Record<string, string> = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://qf.example.fr',
  DATABASE_URL: 'postgres://qf:hidden-password@db.example.fr/qf',
  ENCRYPTION_KEYS: `2026-11:${KEY},2025-11:${Buffer.alloc(32, 2).toString('base64')}`,
  AUDIT_KEY: KEY,
  OPERATOR_NAME: 'DINUM',
  OPERATOR_BRAND: 'state',
  SUPPORT_EMAIL: 'aide@example.fr',
  SECURITY_EMAIL: 'securite@example.fr',
  FRANCECONNECT_ISSUER: 'https://oidc.franceconnect.gouv.fr/api/v2',
  FRANCECONNECT_CLIENT_ID: 'fc',
  FRANCECONNECT_CLIENT_SECRET: 'fc-secret',
  PROCONNECT_ISSUER: 'https://auth.agentconnect.gouv.fr/api/v2',
  PROCONNECT_CLIENT_ID: 'pc',
  PROCONNECT_CLIENT_SECRET: 'pc-secret',
  API_PARTICULIER_URL: 'https://particulier.api.gouv.fr',
  SMTP_URL: 'smtps://qf:hidden-password@smtp.example.fr:465',
  MAIL_FROM: 'Mon quotient familial <ne-pas-repondre@example.fr>',
  MAIL_REPLY_TO: 'aide@example.fr',
  DATAPASS_WEBHOOK_SECRETS: 'a-secret-of-one-webhook, a-secret-of-another',
  DATAPASS_ENVIRONMENT: 'production',
  COLLECTIVITES_API_TOKEN: 'a-token-of-a-partner',
  METRICS_TOKEN: 'a-token-of-prometheus',
  DINUM_SIRETS: '13002526500013',
  DINUM_EMAILS: 'Prenom.Nom@numerique.gouv.fr',
}

function faultsOf(env: Record<string, string | undefined>): string {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
}

test('a complete environment is read, with the defaults of the contract', () => {
  const config = readConfig(complete)
  expect(config.listen).toEqual({ host: '0.0.0.0', port: 3000 })
  expect(config.franceConnect.signingAlg).toBe('ES256')
  expect(config.proConnect.signingAlg).toBe('RS256')
  expect(config.retentionDays).toBe(90)
  expect(config.secureCookies).toBe(true)
  expect(config.datapass).toEqual({
    secrets: ['a-secret-of-one-webhook', 'a-secret-of-another'],
    environment: 'production',
    api: null,
  })
  expect(config.dinum).toEqual({ sirets: ['13002526500013'], emails: ['prenom.nom@numerique.gouv.fr'] })
  expect(config.keys.encryption.map(({ id }) => id)).toEqual(['2026-11', '2025-11'])
})

test('every faulty variable is named in one message, and no value', () => {
  const message = faultsOf({
    ...complete,
    PUBLIC_URL: undefined,
    AUDIT_KEY: 'not-thirty-two-bytes',
    PORT: 'eighty',
    OPERATOR_BRAND: 'republic',
    RETENTION_DAYS: '91',
    ENCRYPTION_KEYS: `a:${KEY},a:${KEY}`,
  })
  for (const name of [
    'PUBLIC_URL',
    'AUDIT_KEY',
    'PORT',
    'OPERATOR_BRAND',
    'RETENTION_DAYS',
    'ENCRYPTION_KEYS',
  ]) {
    expect(message).toContain(name)
  }
  for (const value of ['not-thirty-two-bytes', 'eighty', 'republic', KEY, '91'])
    expect(message).not.toContain(value)
})

test('behind the key of the trace stand those that it replaced', () => {
  const other = Buffer.alloc(32, 8).toString('base64')
  expect(readConfig({ ...complete, AUDIT_KEY: `${other}, ${KEY}` }).keys).toMatchObject({
    audit: Buffer.from(other, 'base64'),
    formerAudit: [Buffer.from(KEY, 'base64')],
  })
  expect(readConfig(complete).keys.formerAudit).toEqual([])
  expect(faultsOf({ ...complete, AUDIT_KEY: `${KEY},` })).toContain('AUDIT_KEY must be 32 bytes')
})

test('each required variable is missed by its name', () => {
  for (const name of Object.keys(complete).filter((key) => key !== 'NODE_ENV')) {
    expect(faultsOf({ ...complete, [name]: undefined })).toContain(`${name} is missing`)
  }
})

test('production refuses tokens that could be guessed', () => {
  for (const name of ['METRICS_TOKEN', 'COLLECTIVITES_API_TOKEN', 'DATAPASS_WEBHOOK_SECRETS']) {
    expect(faultsOf({ ...complete, [name]: 'fifteen-letters' })).toContain(
      `${name} must have 16 characters or more`,
    )
    expect(faultsOf({ ...complete, [name]: 'sixteen--letters' })).toBe('')
  }
})

test('production refuses http, insecure upstreams and, unless allowed, the embedded database', () => {
  expect(faultsOf({ ...complete, PUBLIC_URL: 'http://qf.example.fr' })).toContain('PUBLIC_URL')
  expect(faultsOf({ ...complete, API_PARTICULIER_URL: 'http://api.example.fr' })).toContain(
    'API_PARTICULIER_URL',
  )
  expect(faultsOf({ ...complete, ALLOW_INSECURE_UPSTREAMS: 'true' })).toContain('ALLOW_INSECURE_UPSTREAMS')
  expect(faultsOf({ ...complete, DATABASE_URL: undefined, ALLOW_EMBEDDED_DATABASE: 'true' })).toBe('')
})

test('who publishes, who hosts, who processes and how long backups are kept are told where they are known', () => {
  expect(readConfig(complete).operator).toMatchObject({
    publicationDirector: null,
    hostingProvider: null,
    subprocessors: [],
    backupDays: null,
  })
  const told = readConfig({
    ...complete,
    PUBLICATION_DIRECTOR: 'Camille Exemple, directrice',
    HOSTING_PROVIDER: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
    SUBPROCESSORS: 'Un, hébergement, France; Deux, courriels, France;',
    BACKUP_DAYS: '30',
  })
  expect(told.operator).toMatchObject({
    publicationDirector: 'Camille Exemple, directrice',
    hostingProvider: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
    subprocessors: ['Un, hébergement, France', 'Deux, courriels, France'],
    backupDays: 30,
  })
  expect(faultsOf({ ...complete, BACKUP_DAYS: '91' })).toContain('BACKUP_DAYS must be at most 90')
  expect(faultsOf({ ...complete, HOSTING_PROVIDER: '  ' })).toContain('HOSTING_PROVIDER must be')
})

test('DKIM is whole or absent, and its key is one', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  expect(readConfig(complete).mail.dkim).toBeNull()
  const dkim = {
    DKIM_DOMAIN: 'example.fr',
    DKIM_SELECTOR: 'qf',
    DKIM_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
  }
  expect(readConfig({ ...complete, ...dkim }).mail.dkim).toEqual({
    domainName: 'example.fr',
    keySelector: 'qf',
    privateKey,
  })
  expect(faultsOf({ ...complete, ...dkim, DKIM_SELECTOR: undefined })).toContain('DKIM_SELECTOR is missing')
  expect(faultsOf({ ...complete, ...dkim, DKIM_PRIVATE_KEY: 'hidden' })).toContain('DKIM_PRIVATE_KEY must be')
})

test('the sender is an address, with a name or without', () => {
  expect(faultsOf({ ...complete, MAIL_FROM: 'aide@example.fr\r\nBcc: x@example.fr' })).toContain('MAIL_FROM')
  expect(faultsOf({ ...complete, SMTP_URL: 'https://smtp.example.fr' })).toContain('SMTP_URL')
})

test('finding the database takes no other variable', () => {
  expect(readDatabaseConfig({})).toEqual({ dataDir: './data' })
  expect(readDatabaseConfig({ DATABASE_URL: 'postgres://db/qf' })).toEqual({ url: 'postgres://db/qf' })
})

test('.env.example names every variable that is read', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const source = readFileSync(new URL('./environment.ts', import.meta.url), 'utf8')
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name)
  expect(read.length).toBeGreaterThan(20)
  for (const name of read) expect(example).toMatch(new RegExp(`^#? ?${name}=`, 'm'))
})
