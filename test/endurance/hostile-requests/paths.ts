import type { Random } from '../../support/seeded.js'
import { type Attempt, headOf, ordinary, type Target } from './request.js'

const STARTS = [
  '',
  '/',
  '//evil.example',
  '/\\evil.example',
  '/agent',
  '/dinum',
  '/assets',
  '/api',
  '/.well-known',
  '/collectivites',
  '/%2f%2fevil.example',
  '/callback',
]
const STEPS = [
  '/..',
  '/.',
  '/%2e%2e',
  '/%2e',
  '//',
  '\\',
  '/%5c..',
  ';zqx=1',
  '/..;',
  '%00',
  '/%2f',
  '.',
  '/~',
  '/.git/config',
  '/package.json',
  '/src/main.ts',
  '/etc/passwd',
  '%0d%0aX-zqx:1',
  '?',
  '#',
  '/*',
  '/%',
  '/\xff',
  '|',
  '/<zqx>',
  '%3Czqx%3E',
  '/__proto__',
  '/constructor',
  '/toString',
  '/.env',
  '/index.php',
  '/wp-admin',
  '/manifest.json',
  '%20',
  '\t',
]

/** Ways out of a folder, out of the host, round a rule. */
export function paths(random: Random, target: Target): Attempt {
  const steps = Array.from({ length: 1 + random.below(random.pick([3, 8, 60])) }, () =>
    random.pick(STEPS),
  ).join('')
  const path = random.pick(STARTS) + steps || '/'
  const long = random.below(12) === 0 ? `/${'a/'.repeat(random.pick([500, 5_000, 9_000]))}` : ''
  const start =
    random.below(10) === 0 ? `http://${random.pick(['evil.example', target.host, '[', '%00', ''])}` : ''
  const method = random.pick(['GET', 'GET', 'HEAD', 'OPTIONS', 'POST'])
  return { kind: 'path', pieces: [headOf(method, start + path + long, ordinary(random, target))] }
}
