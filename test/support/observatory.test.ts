import { expect, test } from 'vitest'
import { type Observed, observe } from './observatory.js'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"
const HEADERS = {
  'content-type': 'text/html; charset=UTF-8',
  'content-security-policy': POLICY,
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
}
const ELSEWHERE = 'https://elsewhere.example'
const COOKIE = '__Host-session=1; Path=/; HttpOnly; Secure; SameSite=Lax'

type Weakness = {
  /** Null takes a header away. */
  headers?: Record<string, string | null>
  cookies?: string[]
  shared?: Record<string, string>
  fromHttp?: string[]
  html?: string
}

function withWeakness({
  headers = {},
  cookies = [COOKIE],
  shared = {},
  fromHttp,
  html = '',
}: Weakness): Observed {
  const given = Object.entries({ ...HEADERS, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  const way = fromHttp ?? ['http://here.example/', 'https://here.example/']
  return {
    page: { url: new URL('https://here.example/'), headers: new Headers(given), html },
    cookies,
    preflight: { origin: ELSEWHERE, headers: new Headers(shared) },
    fromHttp: way.map((address) => new URL(address)),
  }
}

const policy = (text: string | null): Weakness => ({ headers: { 'content-security-policy': text } })
const anyOf = (directive: string) => policy(`${POLICY}; ${directive}`)
const script = (tag: string): Weakness => ({ html: `<head>${tag}</head>` })

test('what does all well has 135 points and A+', () => {
  expect(observe(withWeakness({}))).toMatchObject({ score: 135, grade: 'A+' })
})

test.each<[string, string, number, Weakness]>([
  ['content-security-policy', 'not-implemented', -25, policy(null)],
  ['content-security-policy', 'invalid', -25, anyOf("script-src 'none'")],
  [
    'content-security-policy',
    'unsafe-inline',
    -20,
    policy("default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"),
  ],
  [
    'content-security-policy',
    'unsafe-inline',
    -20,
    policy("default-src 'none'; script-src https:; frame-ancestors 'none'"),
  ],
  ['content-security-policy', 'unsafe-inline', -20, policy("script-src 'self'; frame-ancestors 'none'")],
  ['content-security-policy', 'insecure-scheme', -20, anyOf('connect-src http://a.example')],
  [
    'content-security-policy',
    'unsafe-eval',
    -10,
    policy("default-src 'none'; script-src 'self' 'unsafe-eval'; frame-ancestors 'none'"),
  ],
  ['content-security-policy', 'insecure-scheme-in-passive-content', -10, anyOf('img-src http://a.example')],
  [
    'content-security-policy',
    'unsafe-inline-in-style',
    0,
    policy("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
  ],
  ['content-security-policy', 'no-unsafe', 5, policy("default-src 'self'; frame-ancestors 'none'")],
  ['cookies', 'not-found', 0, { cookies: [] }],
  ['cookies', 'without-samesite', 0, { cookies: ['session=1; Secure; HttpOnly'] }],
  ['cookies', 'without-secure-behind-hsts', -5, { cookies: [COOKIE, 'a=1; HttpOnly; SameSite=Lax'] }],
  ['cookies', 'session-without-secure-behind-hsts', -10, { cookies: ['session=1; HttpOnly; SameSite=Lax'] }],
  ['cookies', 'samesite-invalid', -20, { cookies: ['a=1; Secure; SameSite=Perhaps'] }],
  ['cookies', 'samesite-invalid', -20, { cookies: ['a=1; SameSite=None'] }],
  ['cookies', 'anti-csrf-without-samesite', -20, { cookies: ['csrf=1; Secure'] }],
  ['cookies', 'session-without-httponly', -30, { cookies: ['session=1; Secure; SameSite=Lax'] }],
  [
    'cookies',
    'without-secure',
    -20,
    { cookies: ['a=1; SameSite=Lax'], headers: { 'strict-transport-security': null } },
  ],
  [
    'cookies',
    'session-without-secure',
    -40,
    { cookies: ['session=1; HttpOnly; SameSite=Lax'], headers: { 'strict-transport-security': null } },
  ],
  [
    'cross-origin-resource-sharing',
    'public-or-restricted',
    0,
    { shared: { 'access-control-allow-origin': '*' } },
  ],
  [
    'cross-origin-resource-sharing',
    'universal-access',
    -50,
    { shared: { 'access-control-allow-origin': ELSEWHERE, 'access-control-allow-credentials': 'true' } },
  ],
  ['redirection', 'missing', -20, { fromHttp: ['http://here.example/'] }],
  ['redirection', 'not-to-https', -20, { fromHttp: ['http://here.example/', 'http://here.example/a'] }],
  [
    'redirection',
    'not-at-once-to-https',
    -10,
    { fromHttp: ['http://here.example/', 'http://www.here.example/', 'https://www.here.example/'] },
  ],
  ['redirection', 'to-another-host', -5, { fromHttp: ['http://here.example/', 'https://www.here.example/'] }],
  ['referrer-policy', 'not-implemented', 0, { headers: { 'referrer-policy': null } }],
  ['referrer-policy', 'unsafe', -5, { headers: { 'referrer-policy': 'same-origin, unsafe-url' } }],
  ['referrer-policy', 'invalid', -5, { headers: { 'referrer-policy': 'none of them' } }],
  ['strict-transport-security', 'not-implemented', -20, { headers: { 'strict-transport-security': null } }],
  [
    'strict-transport-security',
    'less-than-six-months',
    -10,
    { headers: { 'strict-transport-security': 'max-age=86400' } },
  ],
  [
    'strict-transport-security',
    'invalid',
    -20,
    { headers: { 'strict-transport-security': 'includeSubDomains' } },
  ],
  [
    'strict-transport-security',
    'invalid',
    -20,
    { headers: { 'strict-transport-security': 'max-age=63072000, max-age=1' } },
  ],
  ['subresource-integrity', 'not-html', 0, { headers: { 'content-type': 'application/json' } }],
  ['subresource-integrity', 'ours-not-named', 0, script('<script src="/a.js"></script>')],
  ['subresource-integrity', 'named', 5, script('<script src="/a.js" integrity="sha384-x"></script>')],
  [
    'subresource-integrity',
    'foreign-not-named',
    -5,
    script('<script src="https://cdn.example/a.js"></script>'),
  ],
  [
    'subresource-integrity',
    'named-but-not-secure',
    -20,
    script('<script src="http://cdn.example/a.js" integrity="sha384-x"></script>'),
  ],
  [
    'subresource-integrity',
    'neither-named-nor-secure',
    -50,
    script('<script src="//cdn.example/a.js"></script>'),
  ],
  ['x-content-type-options', 'not-implemented', -5, { headers: { 'x-content-type-options': null } }],
  ['x-content-type-options', 'invalid', -5, { headers: { 'x-content-type-options': 'sniff' } }],
  ['x-frame-options', 'by-header', 0, policy("default-src 'none'")],
  [
    'x-frame-options',
    'not-implemented',
    -20,
    { headers: { 'content-security-policy': "default-src 'none'", 'x-frame-options': null } },
  ],
  [
    'x-frame-options',
    'invalid',
    -20,
    { headers: { 'content-security-policy': "default-src 'none'", 'x-frame-options': 'sometimes' } },
  ],
  [
    'cross-origin-resource-policy',
    'not-implemented',
    0,
    { headers: { 'cross-origin-resource-policy': null } },
  ],
  [
    'cross-origin-resource-policy',
    'cross-origin',
    0,
    { headers: { 'cross-origin-resource-policy': 'cross-origin' } },
  ],
  ['cross-origin-resource-policy', 'invalid', -5, { headers: { 'cross-origin-resource-policy': 'here' } }],
])('%s: %s is %i points', (name, result, points, weakness) => {
  const verdict = observe(withWeakness(weakness))
  expect(verdict.tests[name]).toEqual({ result, points })
})

test('below 90 points nothing is earned: one session cookie in clear, without HSTS, is a D+', () => {
  const weak = {
    cookies: ['session=1; HttpOnly; SameSite=Lax'],
    headers: { 'strict-transport-security': null },
  }
  expect(observe(withWeakness(weak))).toMatchObject({ score: 40, grade: 'D+' })
})
