import { MARK } from '../../support/hostile-values.js'
import { headerOf, type RawAnswer } from '../../support/raw-http.js'
import type { HostileRequest } from './request.js'

// Far more than anything takes, far less than an expression that tries everything.
export const TOO_SLOW_MILLISECONDS = 5_000

const LEAKS: [string, RegExp][] = [
  [
    'a stack trace',
    /\bat (?:async )?(?:\w+\.)*[\w<>]+ \((?:file:|node:|\/)|\bat (?:file:|node:)|\.[cm]?[jt]sx?:\d+:\d+/,
  ],
  ['a path of the machine', /node_modules|\/(?:home|root|usr|var|tmp|work|app)\/[\w.-]+|[A-Z]:\\(?!windows)/],
  [
    'SQL',
    /\b(?:select|insert into|update|delete from)\s+"|syntax error at|invalid (?:byte sequence|input syntax)|violates \w+ constraint|Failed query/i,
  ],
  [
    'the name of a library',
    /\b(?:drizzle|postgres\.js|PostgresError|PGlite|valibot|undici|node-server|pg-boss|openid-client|HTTPException|TypeError|RangeError|SyntaxError|ValiError)\b/,
  ],
  [
    'the name of an internal',
    /\b(?:ECONNRESET|ERR_[A-Z_]+|UnhandledPromise|\[object \w+\]|is not a function|Cannot read propert)/,
  ],
]
const UNESCAPED = new RegExp(
  [
    `<[/!-]*${MARK}`,
    `<svg/onload=${MARK}`,
    `" onmouseover="${MARK}`,
    `' onfocus='${MARK}`,
    `<script>${MARK}`,
  ].join('|'),
  'i',
)
// An address that leaves for where nobody sent her, as a browser would read it.
const LED_AWAY =
  /(?:href|src|action|content)="(?:\d+; *url=)?\s*(?:https?:)?[\\/]{2}[^"]*evil|(?:href|src|action)="\s*(?:javascript|data:text)/i
const RUN_BY_A_SPREADSHEET = /(?:^|\n|;)"[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * What is wrong with an answer, whatever was asked.
 * @param origins where we may lead: ours, and those of who signs in
 */
export function faultsOf(
  answer: RawAnswer,
  { mayWait = false }: HostileRequest,
  origins: string[],
): string[] {
  const { status, headers, head, body, endedBy } = answer
  const faults: string[] = []
  if (endedBy === 'patience' && !mayWait) faults.push('no answer, and no end')
  if (status === null) return faults
  const type = headerOf(headers, 'content-type') ?? ''
  const isText = /^(?:text|application\/json|image\/svg)/.test(type)
  const text = isText ? body.toString() : ''
  if (status >= 500 && !isHonest(answer, text)) faults.push(`status ${status}`)
  for (const [what, pattern] of LEAKS)
    if (pattern.test(withoutOurs(text))) faults.push(`tells ${what}: ${pattern.exec(withoutOurs(text))?.[0]}`)
  if (type.startsWith('text/html') && UNESCAPED.test(text)) faults.push(`echoes ${UNESCAPED.exec(text)?.[0]}`)
  if (type.startsWith('text/html') && LED_AWAY.test(text))
    faults.push(`leads away by ${LED_AWAY.exec(text)?.[0]}`)
  if (type.startsWith('text/csv') && RUN_BY_A_SPREADSHEET.test(text))
    faults.push('a cell that a spreadsheet runs')
  if (new RegExp(`^(?:x-)?${MARK}|^set-cookie: ${MARK}`, 'im').test(head))
    faults.push('a header of the attacker')
  const location = headerOf(headers, 'location')
  if (location !== null && !origins.includes(new URL(location, origins[0]).origin))
    faults.push(`leads to ${location}`)
  // What Node itself refuses has neither headers nor a body.
  if (body.length > 0 && headerOf(headers, 'x-content-type-options') !== 'nosniff')
    faults.push('a body without our headers')
  if (head.match(/^content-length:/gim)?.length === 2) faults.push('two lengths')
  return faults
}

/** Says when to come again, in our own words. */
function isHonest({ status, headers }: RawAnswer, text: string): boolean {
  return status === 503 && headerOf(headers, 'retry-after') !== null && text.includes('<html lang="fr"')
}

/** Without what we write ourselves and looks like it: addresses of files, the page of open source components. */
function withoutOurs(text: string): string {
  return text.replaceAll(/\/assets\/[\w.-]+/g, '')
}

export function statusOf({ status, endedBy }: RawAnswer): string {
  return status === null ? (endedBy === 'patience' ? 'none' : 'ended') : String(status)
}
