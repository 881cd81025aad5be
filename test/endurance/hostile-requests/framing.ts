import { MARK } from '../../support/hostile-values.js'
import type { Random } from '../../support/seeded.js'
import { type Attempt, headOf, ordinary, type Pair, type Target } from './request.js'
import { hostileEncoded } from './values.js'

/** Where a body ends, said twice or wrongly, and a second request hidden behind it. */
export function framing(random: Random, target: Target): Attempt {
  const second = `GET /dinum HTTP/1.1\r\nHost: ${target.host}\r\nX-${MARK}: 1\r\n\r\n`
  const odd = random.pick<Pair[]>([
    [
      ['Content-Length', '3'],
      ['Content-Length', '30'],
    ],
    [
      ['Content-Length', '3'],
      ['Content-Length', '3'],
    ],
    [['Content-Length', '3, 3']],
    [['Content-Length', '-1']],
    [['Content-Length', '+3']],
    [['Content-Length', '0x3']],
    [['Content-Length', '3 ']],
    [['Content-Length', '1e1']],
    [['Content-Length', '99999999999999999999']],
    [['Content-Length', '']],
    [
      ['Content-Length', '5'],
      ['Transfer-Encoding', 'chunked'],
    ],
    [
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '5'],
    ],
    [['Transfer-Encoding', 'chunked, identity']],
    [['Transfer-Encoding', 'identity']],
    [['Transfer-Encoding', 'gzip, chunked']],
    [['Transfer-Encoding', 'xchunked']],
    [['Transfer-Encoding', ' chunked']],
    [
      ['Transfer-Encoding', 'chunked'],
      ['Transfer-Encoding', 'zqx'],
    ],
    [['Transfer-Encoding', '\x0bchunked']],
    [
      ['Transfer_Encoding', 'chunked'],
      ['Content-Length', '3'],
    ],
    [['Transfer-Encoding ', 'chunked']],
    [['Content-Length', '70000']],
  ])
  const path = random.pick(postPaths(target))
  const type: Pair[] = [['Content-Type', 'application/x-www-form-urlencoded']]
  const head = headOf(random.pick(['POST', 'POST', 'GET', 'HEAD']), path, [
    ...ordinary(random, target),
    ...type,
    ...odd,
  ])
  const body = random.pick(['0\r\n\r\n', 'a=1', '', '3\r\na=1\r\n0\r\n\r\n'])
  return {
    kind: 'framing',
    pieces: [head, Buffer.from(body + second, 'latin1')],
    mayWait: true,
    toTheEnd: true,
  }
}

/** Bodies in pieces that are not what they say. */
export function chunks(random: Random, target: Target): Attempt {
  const body = random.pick([
    '3\r\na=1\r\n0\r\n\r\n',
    'zz\r\na=1\r\n0\r\n\r\n',
    '-1\r\n\r\n',
    'ffffffffffffffff\r\na',
    '3\ra=1\r\n0\r\n\r\n',
    '3\na=1\n0\n\n',
    '3;zqx="\r\n\r\n"\r\na=1\r\n0\r\n\r\n',
    `3;${'x'.repeat(20_000)}\r\na=1\r\n0\r\n\r\n`,
    '0\r\nX-zqx: 1\r\n\r\n',
    `0\r\n${'X-zqx: 1\r\n'.repeat(2_000)}\r\n`,
    '4\r\na=1\r\n0\r\n\r\n',
    '000000000000000000003\r\na=1\r\n0\r\n\r\n',
    ` 3\r\na=1\r\n0\r\n\r\n`,
    `${'1\r\na\r\n'.repeat(20_000)}0\r\n\r\n`,
    `${(70_000).toString(16)}\r\n${'a'.repeat(70_000)}\r\n0\r\n\r\n`,
  ])
  const type = random.pick([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json',
  ])
  const headers: Pair[] = [
    ['Content-Type', type],
    ['Transfer-Encoding', 'chunked'],
  ]
  const head = headOf('POST', random.pick(postPaths(target)), [...ordinary(random, target), ...headers])
  return { kind: 'chunks', pieces: [head, Buffer.from(body, 'latin1')], mayWait: true }
}

/** Who asks before sending a body, and sends it or not. */
export function expectations(random: Random, target: Target): Attempt {
  const path = random.pick(postPaths(target))
  const length = random.pick(['3', '70000', '30000000'])
  const headers: Pair[] = [
    ['Expect', random.pick(['100-continue', '100-continue, zqx', 'zqx', '200-ok', ''])],
    ['Content-Type', random.pick(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])],
    ['Content-Length', length],
  ]
  const head = headOf('POST', path, [...ordinary(random, target), ...headers])
  const body = random.pick(['a=1', ''])
  return { kind: 'expect', pieces: [head, Buffer.from(body)], mayWait: true }
}

/** Many requests at once on one connection. */
export function pipelines(random: Random, { host }: Target): Attempt {
  const count = random.pick([2, 5, 40])
  const one = () => {
    const path = random.pick([
      '/',
      '/healthz',
      '/agent',
      `/collectivites?q=${hostileEncoded(random, 100)}`,
      '/inconnue',
    ])
    return `${random.pick(['GET', 'HEAD'])} ${path} HTTP/1.1\r\nHost: ${host}\r\n`
  }
  const text = `${Array.from({ length: count }, () => `${one()}\r\n`).join('')}GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
  return { kind: 'pipeline', pieces: [Buffer.from(text, 'latin1')], toTheEnd: true }
}

function postPaths({ routes, known }: Target): string[] {
  const siret = known.get('siret')?.[0] ?? ''
  const page = `/collectivites/${siret}`
  const plain = routes
    .filter(({ method, path }) => method === 'POST' && !path.includes(':'))
    .map(({ path }) => path)
  return [...plain, `${page}/envois`, `${page}/attestation`, `${page}/signalement`, `/agent${page}/recherche`]
}
