import { parse } from 'smol-toml'
import { expect } from 'vitest'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { EnvironmentSchema } from '#src/environment.js'
import { healthRoutes } from '#src/http/health.js'
import { readOurs } from '../../scripts/production-tree.js'
import { testKeys } from './keys.js'

export const scripts: Record<string, string> = JSON.parse(readOurs('package.json')).scripts
/** Every variable that the service reads. */
export const variables: string[] = Object.keys(EnvironmentSchema.entries)
/** Where a host may ask how it is. */
export const probes = healthRoutes({ db: {} as Db, clock: {} as Clock }).routes.map(({ path }) => path)
/** A name of a variable that must stand in no file; addresses of persons are none of the world's business either. */
export const SECRET = /SECRET|TOKEN|KEY|PASSWORD|CLIENT_ID|DATABASE_URL|SMTP_URL|_EMAILS$/
const STARTS = /^node dist\/src\/main\.js(?: (\w+))?$/

type Check = { path: string; processes?: string[]; port?: number }
/** What `fly.toml` says, as far as we look at it. */
export type FlyConfig = {
  primary_region: string
  kill_signal: string
  kill_timeout: number
  deploy: { release_command: string; strategy: string }
  processes: Record<string, string>
  env: Record<string, string>
  http_service: {
    processes: string[]
    internal_port: number
    force_https: boolean
    concurrency: { type: string; soft_limit: number; hard_limit: number }
    checks: Check[]
  }
  checks: Record<string, Check>
  vm: { processes: string[] }[]
}

export function readFly(): FlyConfig {
  return parse(readOurs('fly.toml')) as unknown as FlyConfig
}

/** The variables that the guide has set as secrets, in its table under “Secrets”. */
export function secretsOfGuide(): string[] {
  const [, section = ''] = readOurs('docs/operations.md').split('\n### Secrets\n')
  const rows = (section.split('\n#')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = '']) => name),
  )
}

/** A value for each secret; the groups that may be left out are left out. */
export function secretsForTests(): Record<string, string> {
  return {
    ...testKeys(),
    DATABASE_URL: 'postgres://qf:password@db.example/qf',
    FRANCECONNECT_CLIENT_ID: 'franceconnect',
    FRANCECONNECT_CLIENT_SECRET: 'of-franceconnect',
    PROCONNECT_CLIENT_ID: 'proconnect',
    PROCONNECT_CLIENT_SECRET: 'of-proconnect',
    SMTP_URL: 'smtps://qf:password@smtp.example:465',
    DATAPASS_WEBHOOK_SECRETS: 'a webhook’s own secret',
    COLLECTIVITES_API_TOKEN: 'the partner’s own token',
    METRICS_TOKEN: 'the collector’s own token',
    DINUM_EMAILS: 'claire.fontenaille@numerique.example',
  }
}

/** It is what `npm start` runs, and main.ts knows the word behind it. */
export function expectToStart(command: string): void {
  const [, role = 'serve'] = STARTS.exec(command) ?? []
  expect(command).toMatch(STARTS)
  expect(scripts.start).toContain('node dist/src/main.js')
  expect(readOurs('src/main.ts')).toMatch(new RegExp(`^ {2}${role}: `, 'm'))
}

/** The milliseconds that a process takes for stopping: requests in hand, then the database. */
export function stopsWithin(): number {
  return (
    constantOf('src/http/server.ts', 'STOPS_AFTER_MILLISECONDS') +
    constantOf('src/db/connect.ts', 'CLOSES_MILLISECONDS')
  )
}

function constantOf(path: string, name: string): number {
  const [, digits] = new RegExp(`${name} = ([\\d_]+)`).exec(readOurs(path)) ?? []
  if (!digits) throw new Error(`${path} has no ${name}`)
  return Number(digits.replaceAll('_', ''))
}
