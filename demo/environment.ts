import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SUPPORT_EMAIL = 'aide@demonstration.example'

type Environment = Record<string, string | undefined>

/** The whole configuration of the demonstration; only the database and the ports are taken from outside. */
export function demoEnvironment(
  { DATABASE_URL, DATA_DIR = './data', PORT, HOST = '127.0.0.1', LOG_LEVEL = 'warn' }: Environment,
  { publicUrl, upstreams }: { publicUrl: string; upstreams: Record<string, string> },
): Environment {
  return {
    ...upstreams,
    ...keysOf(DATA_DIR),
    DATABASE_URL,
    DATA_DIR,
    HOST,
    PORT,
    LOG_LEVEL,
    PUBLIC_URL: publicUrl,
    OPERATOR_NAME: 'Démonstration',
    OPERATOR_BRAND: 'state',
    SUPPORT_EMAIL,
    MAIL_REPLY_TO: SUPPORT_EMAIL,
    SECURITY_EMAIL: 'securite@demonstration.example',
    PUBLICATION_DIRECTOR: 'Camille Exemple, directrice de la démonstration',
    HOSTING_PROVIDER: 'Exemple Hébergement, 1 rue de la Démonstration, 75000 Paris',
    SUBPROCESSORS: 'Exemple Hébergement, hébergement, France; Exemple Courriel, envoi des courriels, France',
    BACKUP_DAYS: '30',
    COLLECTIVITES_API_TOKEN: 'jeton-de-la-demonstration',
    METRICS_TOKEN: 'jeton-des-mesures-de-la-demonstration',
    HUBEE_SCOPE: 'OSL DATAPASS',
    DINUM_SIRETS: '13002526500013',
    DINUM_EMAILS: 'claire.fontenaille@numerique.example',
  }
}

// Drawn at the first start and kept beside the data: other keys would not open it.
function keysOf(dataDir: string): Environment {
  const file = join(dataDir, 'demo-keys.json')
  if (!existsSync(file)) {
    const draw = () => randomBytes(32).toString('base64')
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify({ ENCRYPTION_KEYS: `demo:${draw()}`, AUDIT_KEY: draw() }), {
      mode: 0o600,
    })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}
