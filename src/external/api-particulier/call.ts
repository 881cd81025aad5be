import { randomUUID } from 'node:crypto'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import { readOutcome } from '#src/external/api-particulier/read-outcome.js'
import { outgoingTo, UpstreamUnreachableError, type Watch } from '#src/external/http-client.js'

export type CallOptions = {
  url: URL
  accessToken: string
  /** SIRET of the collectivité that receives the data. */
  recipient: string
  /** Past the answer that API Particulier keeps for 24 hours. */
  fresh: boolean
  /** Milliseconds. */
  timeout: number
  now: Date
  watch?: Watch | undefined
}

/** One call: its outcome, and what API Particulier's support asks for. None of it says anything of the person. */
export type Call = {
  outcome: QuotientFamilialOutcome
  /** Null when no answer came. */
  status: number | null
  code: string | null
  /** The milliseconds after which API Particulier says to ask again. */
  retryAfter: number | null
  requestId: string
  milliseconds: number
}

// The provider behind is given 10 s, twice in the worst chain.
const TIMEOUT_MILLISECONDS = 20_000

/**
 * API Particulier, quotient familial by FranceConnect: the resident's own token stands for an habilitation.
 * https://particulier.api.gouv.fr/developpeurs/openapi
 */
export async function call(options: CallOptions): Promise<Call> {
  const { url, accessToken, recipient, fresh, timeout, now, watch } = options
  const ours = randomUUID()
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  const headers = {
    Authorization: `Bearer ${accessToken}`,
    'X-Request-Id': ours,
    'User-Agent': 'collecte-qf',
    ...(fresh ? { 'Cache-Control': 'no-cache' } : {}),
  }
  try {
    const answer = await outgoingTo(url, watch).getText(
      quotientFamilialUrl(url, recipient),
      headers,
      Math.min(timeout, TIMEOUT_MILLISECONDS),
    )
    const { outcome, code, retryIn } = readOutcome(answer.status, answer.body, now)
    const requestId = answer.headers.get('x-request-id')?.slice(0, 64) ?? ours
    const retryAfter = readRetryAfter(answer.headers.get('retry-after'), now) ?? retryIn
    return { outcome, status: answer.status, code, retryAfter, requestId, milliseconds: elapsed() }
  } catch (error) {
    if (!(error instanceof UpstreamUnreachableError)) throw error
    const outcome = { kind: 'unavailable', until: null } as const
    return { outcome, status: null, code: null, retryAfter: null, requestId: ours, milliseconds: elapsed() }
  }
}

function quotientFamilialUrl(base: URL, recipient: string): URL {
  const url = new URL(`${base.pathname.replace(/\/$/, '')}/v3/dss/quotient_familial/france_connect`, base)
  url.searchParams.set('recipient', recipient)
  return url
}

/** Seconds or a date, as HTTP has it. @returns milliseconds */
function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null
}
