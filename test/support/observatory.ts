/**
 * The rules of Mozilla's HTTP Observatory, algorithm 4: each test's results and their points, read from
 * https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring and https://github.com/mdn/mdn-http-observatory
 * Policies in `meta` elements are not looked at; our pages have none.
 */
export type Observed = {
  /** The page over https, its certificate verified. */
  page: { url: URL; headers: Headers; html: string }
  /** Each line `Set-Cookie` on the way to it. */
  cookies: string[]
  /** What a preflight from another site is answered. */
  preflight: { origin: string; headers: Headers }
  /** Where http leads, itself first; null where nothing answers on http. */
  fromHttp: URL[] | null
}
export type Judgement = { result: string; points: number }
export type Verdict = { score: number; grade: string; tests: Record<string, Judgement> }
type Rule = (observed: Observed) => Judgement

const BEGINNING = 100
// Below, what is done better than asked counts for nothing.
const EARNS_CREDIT = 90
const GRADES: [number, string][] = [
  [100, 'A+'],
  [90, 'A'],
  [85, 'A-'],
  [80, 'B+'],
  [70, 'B'],
  [65, 'B-'],
  [60, 'C+'],
  [50, 'C'],
  [45, 'C-'],
  [40, 'D+'],
  [30, 'D'],
  [25, 'D-'],
]

/** What the Observatory would say of this page. */
export function observe(observed: Observed): Verdict {
  const tests = Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [name, rule(observed)]))
  const points = Object.values(tests).map((test) => test.points)
  const sum = (some: number[]) => some.reduce((total, one) => total + one, BEGINNING)
  const withoutCredit = sum(points.filter((one) => one < 0))
  const score = Math.max(0, withoutCredit >= EARNS_CREDIT ? sum(points) : withoutCredit)
  const grade = GRADES.find(([from]) => score >= from)?.[1] ?? 'F'
  return { score, grade, tests }
}

const RULES: Record<string, Rule> = {
  'content-security-policy': contentSecurityPolicy,
  cookies,
  'cross-origin-resource-sharing': sharing,
  redirection,
  'referrer-policy': referrerPolicy,
  'strict-transport-security': transportSecurity,
  'subresource-integrity': integrity,
  'x-content-type-options': contentTypeOptions,
  'x-frame-options': frameOptions,
  'cross-origin-resource-policy': resourcePolicy,
}

const judge = (result: string, points: number): Judgement => ({ result, points })

const BROAD = ['ftp:', 'http:', 'https:', '*', 'http://*', 'http://*.*', 'https://*', 'https://*.*']
const INLINE = ["'unsafe-inline'", 'data:']

function contentSecurityPolicy({ page }: Observed): Judgement {
  const header = page.headers.get('content-security-policy')
  if (header === null) return judge('not-implemented', -25)
  const policy = readPolicy(header)
  if (!policy) return judge('invalid', -25)
  const sources = (name: string) => {
    const own = policy.get(name) ?? policy.get('default-src') ?? ['*']
    const isNamed = own.some((source) => /^'(?:nonce|sha256|sha384|sha512)-/.test(source))
    return isNamed ? own.filter((source) => source !== "'unsafe-inline'") : own
  }
  const [script, style, object] = [sources('script-src'), sources('style-src'), sources('object-src')]
  const among = (some: string[], wanted: string[]) => some.some((source) => wanted.includes(source))
  const isPlain = (source: string) => source.startsWith('http:') || source.startsWith('ftp:')
  const passive = ['img-src', 'media-src']
  const active = [...policy].filter(([name]) => !passive.includes(name)).flatMap(([, some]) => some)
  if (among(script, [...BROAD, ...INLINE]) || among(object, BROAD)) return judge('unsafe-inline', -20)
  if (active.some(isPlain)) return judge('insecure-scheme', -20)
  if (among([...script, ...style], ["'unsafe-eval'"])) return judge('unsafe-eval', -10)
  if (passive.flatMap(sources).some(isPlain)) return judge('insecure-scheme-in-passive-content', -10)
  if (among(style, [...BROAD, ...INLINE])) return judge('unsafe-inline-in-style', 0)
  return policy.get('default-src')?.join() === "'none'"
    ? judge('no-unsafe-default-none', 10)
    : judge('no-unsafe', 5)
}

/** Each directive and its sources; null for a policy that names one twice, or is none. */
function readPolicy(header: string): Map<string, string[]> | null {
  const directives = header
    .toLowerCase()
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name]) => name)
  const policy = new Map(
    directives.map(([name = '', ...some]) => [name, some.length > 0 ? some : ["'none'"]]),
  )
  return policy.size === 0 || policy.size < directives.length ? null : policy
}

function cookies(observed: Observed): Judgement {
  if (observed.cookies.length === 0) return judge('not-found', 0)
  const isOnlyTls = transportSecurity(observed).points >= 0
  const read = observed.cookies.map((line) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim().toLowerCase())
    const valued = attributes.find((attribute) => attribute.startsWith('samesite'))
    return {
      isSession: /login|sess/.test(pair.split('=')[0] ?? ''),
      isAntiCsrf: (pair.split('=')[0] ?? '').includes('csrf'),
      secure: attributes.includes('secure'),
      httpOnly: attributes.includes('httponly'),
      sameSite: valued === undefined ? null : (valued.split('=')[1] ?? ''),
    }
  })
  const is = (of: (cookie: (typeof read)[number]) => boolean) => read.some(of)
  const insecure = is(({ secure }) => !secure)
  const insecureSession = is(({ isSession, secure }) => isSession && !secure)
  const isOdd = ({ sameSite, secure }: (typeof read)[number]) =>
    sameSite !== null && (!['lax', 'strict', 'none'].includes(sameSite) || (sameSite === 'none' && !secure))
  const worstFirst: [boolean, Judgement][] = [
    [insecureSession && !isOnlyTls, judge('session-without-secure', -40)],
    [is((one) => one.isSession && !one.httpOnly), judge('session-without-httponly', -30)],
    [is((one) => one.isAntiCsrf && !one.sameSite), judge('anti-csrf-without-samesite', -20)],
    [is(isOdd), judge('samesite-invalid', -20)],
    [insecureSession, judge('session-without-secure-behind-hsts', -10)],
    [insecure && !isOnlyTls, judge('without-secure', -20)],
    [insecure, judge('without-secure-behind-hsts', -5)],
    [is(({ sameSite }) => sameSite === null), judge('without-samesite', 0)],
  ]
  return worstFirst.find(([holds]) => holds)?.[1] ?? judge('secure-httponly-samesite', 5)
}

function sharing({ preflight: { origin, headers } }: Observed): Judgement {
  const allowed = headers.get('access-control-allow-origin')
  if (allowed === null) return judge('not-implemented', 0)
  const isForAll = allowed === origin && headers.get('access-control-allow-credentials') === 'true'
  return isForAll ? judge('universal-access', -50) : judge('public-or-restricted', 0)
}

function redirection({ fromHttp }: Observed): Judgement {
  if (fromHttp === null) return judge('not-needed', 0)
  const [first, second] = fromHttp
  if (!first || !second) return judge('missing', -20)
  if (fromHttp.at(-1)?.protocol !== 'https:') return judge('not-to-https', -20)
  if (second.protocol === 'http:') return judge('not-at-once-to-https', -10)
  return second.hostname === first.hostname ? judge('to-https', 0) : judge('to-another-host', -5)
}

const PRIVATE = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']
const TELLING = ['origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade']

function referrerPolicy({ page }: Observed): Judgement {
  const header = page.headers.get('referrer-policy')
  if (header === null) return judge('not-implemented', 0)
  const known = header
    .toLowerCase()
    .split(',')
    .map((policy) => policy.trim())
    .filter((policy) => [...PRIVATE, ...TELLING].includes(policy))
  const last = known.at(-1)
  if (last === undefined) return judge('invalid', -5)
  return PRIVATE.includes(last) ? judge('private', 5) : judge('unsafe', -5)
}

// Six months, and what many write for them.
const SIX_MONTHS_SECONDS = 15_552_000

function transportSecurity({ page }: Observed): Judgement {
  const header = page.headers.get('strict-transport-security')
  if (header === null) return judge('not-implemented', -20)
  const age = /(?:^|;)\s*max-age=(\d+)/i.exec(header)?.[1]
  if (age === undefined || header.includes(',')) return judge('invalid', -20)
  return Number(age) < SIX_MONTHS_SECONDS ? judge('less-than-six-months', -10) : judge('six-months', 0)
}

function integrity({ page }: Observed): Judgement {
  if (!page.headers.get('content-type')?.startsWith('text/html')) return judge('not-html', 0)
  const scripts = [...page.html.matchAll(/<script\b[^>]*\bsrc="([^"]*)"[^>]*>/g)].map(([tag, src = '']) => ({
    // Written without a scheme, an address of another host is held to be unprotected.
    isSecure: !src.startsWith('//') && new URL(src, page.url).protocol === 'https:',
    isOurs: !src.startsWith('//') && new URL(src, page.url).hostname === page.url.hostname,
    isNamed: /\bintegrity="[^"]+"/.test(tag),
  }))
  const foreign = scripts.filter(({ isOurs }) => !isOurs)
  if (scripts.length === 0) return judge('no-scripts', 0)
  if (foreign.some(({ isNamed, isSecure }) => !isNamed && !isSecure))
    return judge('neither-named-nor-secure', -50)
  if (foreign.some(({ isSecure }) => !isSecure)) return judge('named-but-not-secure', -20)
  if (foreign.some(({ isNamed }) => !isNamed)) return judge('foreign-not-named', -5)
  return scripts.some(({ isNamed }) => isNamed) ? judge('named', 5) : judge('ours-not-named', 0)
}

function contentTypeOptions({ page }: Observed): Judgement {
  const header = page.headers.get('x-content-type-options')
  if (header === null) return judge('not-implemented', -5)
  return header.trim().toLowerCase() === 'nosniff' ? judge('nosniff', 0) : judge('invalid', -5)
}

function frameOptions({ page }: Observed): Judgement {
  const policy = readPolicy(page.headers.get('content-security-policy') ?? '')
  if (policy?.has('frame-ancestors')) return judge('by-policy', 5)
  const header = page.headers.get('x-frame-options')
  if (header === null) return judge('not-implemented', -20)
  const isKnown = /^(?:deny|sameorigin|allow-from.*)$/i.test(header.trim())
  return isKnown ? judge('by-header', 0) : judge('invalid', -20)
}

function resourcePolicy({ page }: Observed): Judgement {
  const header = page.headers.get('cross-origin-resource-policy')
  if (header === null) return judge('not-implemented', 0)
  if (['same-origin', 'same-site'].includes(header)) return judge(header, 10)
  return header === 'cross-origin' ? judge(header, 0) : judge('invalid', -5)
}
