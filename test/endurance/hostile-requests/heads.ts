import { MARK } from '../../support/hostile-values.js'
import type { Random } from '../../support/seeded.js'
import { type Attempt, headOf, ordinary, type Pair, type Target } from './request.js'
import { anyAddress, asBytes, hostileEncoded } from './values.js'

/** First lines that are none, or ask for what no server of ours is. */
export function requestLines(random: Random, { host }: Target): Attempt {
  const line = random.pick([
    'GET / HTTP/1.0',
    'GET / HTTP/0.9',
    'GET / HTTP/2.0',
    'GET / HTTP/1.2',
    'GET / HTTP/9',
    'GET / http/1.1',
    'GET /',
    'GET  /  HTTP/1.1',
    'GET\t/\tHTTP/1.1',
    ' GET / HTTP/1.1',
    'GET / HTTP/1.1 zqx',
    'GET /a b HTTP/1.1',
    'GET evil.example:80 HTTP/1.1',
    'GET * HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'CONNECT evil.example:443 HTTP/1.1',
    'CONNECT / HTTP/1.1',
    'GET https://evil.example/agent HTTP/1.1',
    'GET https:/evil.example HTTP/1.1',
    'GET ftp://evil.example/ HTTP/1.1',
    'GET http://user:zqx@localhost/ HTTP/1.1',
    'GET http:// HTTP/1.1',
    'TRACE / HTTP/1.1',
    'GET /\0 HTTP/1.1',
    'G\0T / HTTP/1.1',
    'POST / HTTP/1.1',
    '\x16\x03\x01',
    '',
    'GET /?\xe9\xff HTTP/1.1',
    'GET ?q=zqx HTTP/1.1',
    'GET #zqx HTTP/1.1',
  ])
  const end = random.pick(['\r\n', '\n', '\r'])
  const text = `${line}${end}Host: ${host}${end}Connection: close${end}${end}`
  return { kind: `line ${JSON.stringify(line)}`, pieces: [Buffer.from(text, 'latin1')], mayWait: true }
}

/** Too many headers, and too long ones. */
export function floods(random: Random, target: Target): Attempt {
  const many = random.pick([50, 99, 101, 150, 500, 1_500, 3_000])
  const headers = random.pick<() => Pair[]>([
    () => Array.from({ length: many }, (_, at): Pair => [`X-${at}`, '']),
    () => Array.from({ length: many }, (): Pair => ['Cookie', `a=${MARK}`]),
    () => Array.from({ length: many }, (): Pair => ['X-Forwarded-For', anyAddress(random)]),
    () => Array.from({ length: many }, (): Pair => ['Accept-Language', 'fr']),
    () => [['Cookie', Array.from({ length: 1_000 }, (_, at) => `c${at}=${MARK}`).join('; ')]],
    () => [['X-Large', 'x'.repeat(random.pick([8_000, 15_000, 17_000, 200_000]))]],
    () => [['x'.repeat(random.pick([1_000, 17_000])), '']],
    () => [['Cookie', `qf=${'x'.repeat(random.pick([4_096, 14_000, 64_000]))}`]],
    () => [['Content-Type', 'x'.repeat(9_000)]],
    () => [['Authorization', `Bearer ${'x'.repeat(14_000)}`]],
  ])()
  const path = random.pick(['/', '/agent', '/api/collectivites', '/collectivites?q=a', '/callback?state=x'])
  return { kind: 'flood', pieces: [headOf('GET', path, [...ordinary(random, target), ...headers])] }
}

const HOSTS = [
  '',
  ' ',
  'evil.example',
  'evil.example\\@localhost',
  'localhost:99999',
  'a b',
  '<zqx>',
  '[::1',
  '[::1]',
  '0x7f.1',
  '%00',
  '\xe9',
  'localhost/agent',
  'localhost?x',
  'localhost#x',
  'user@localhost',
  'LOCALHOST',
  `${'a'.repeat(9_000)}`,
  'xn--',
  '__proto__',
  '..',
  'localhost:',
  '127.1',
  'localhost,evil.example',
]

/** Names that are not ours, twice, or none. */
export function hosts(random: Random, target: Target): Attempt {
  const others = ordinary(random, target).filter(([name]) => name !== 'Host')
  const given = random.pick<Pair[]>([
    [['Host', random.pick(HOSTS)]],
    [
      ['Host', random.pick(HOSTS)],
      ['X-Forwarded-Host', 'evil.example'],
    ],
    [
      ['Host', target.host],
      ['Host', random.pick(HOSTS)],
    ],
    [
      ['Host', random.pick(HOSTS)],
      ['Host', target.host],
    ],
    [],
  ])
  const path = random.pick([
    '/',
    '/agent/connexion',
    '/mes_transmissions/connexion',
    '/collectivites',
    '/plan_du_site',
    '/robots.txt',
    '/api/openapi.json',
    '/.well-known/security.txt',
  ])
  return { kind: 'host', pieces: [headOf('GET', path, [...given, ...others])] }
}

/** Lines that servers and proxies have read differently. */
export function heads(random: Random, { host }: Target): Attempt {
  const line = random.pick([
    'X-Fold: a\r\n b',
    'X-Fold: a\r\n\tb',
    ' X-First: folded',
    'X-Nul: a\0b',
    'X-\0: a',
    'X-Bare: a\rb',
    'X-Lf: a\nX-zqx: 1',
    'X Space: a',
    'X-Space : a',
    ': empty',
    'NoColon',
    '"X": a',
    'X-\xe9: \xe9',
    'X-Ctl: \x01\x7f',
    `X-Utf8: ${asBytes('é\u202E🙂')}`,
    'Connection: close, zqx, host',
    'Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
    'Trailer: Content-Length, Host',
    'Via: 1.0 zqx, 1.1 zqx',
    'Max-Forwards: -1',
    'Proxy: http://evil.example',
    'Keep-Alive: timeout=99999, max=0',
    `Cookie: ${hostileEncoded(random, 500)}`,
    'Cookie: qf=a\tb; qf-agent="zqx; qf="',
    `Cookie: ${asBytes('qf=é; qf\u200B=x')}`,
  ])
  const text = `GET / HTTP/1.1\r\n${random.below(4) === 0 ? '' : `Host: ${host}\r\n`}Connection: close\r\n${line}\r\n\r\n`
  return {
    kind: `head ${JSON.stringify(line.slice(0, 30))}`,
    pieces: [Buffer.from(text, 'latin1')],
    mayWait: true,
  }
}
