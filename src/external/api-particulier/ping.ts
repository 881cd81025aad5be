import * as v from 'valibot'
import { outgoingTo, UpstreamUnreachableError, type Watch } from '#src/external/http-client.js'
import { parseJson } from '#src/external/parse-json.js'

/** `no-answer`: nobody who is API Particulier answered. `unknown`: it does not say, or no longer at this address. */
export type Ping =
  | { kind: 'ok' }
  | { kind: 'unknown' }
  | { kind: 'bad-gateway' }
  | { kind: 'maintenance'; until: Date | null }
  | { kind: 'no-answer' }
export type PingName = 'cnaf_msa_quotient_familial' | 'franceconnect'

const TIMEOUT_MILLISECONDS = 5_000
const MAX_BYTES = 10_000
const LONGEST_MAINTENANCE = 7 * 86_400_000

const PingSchema = v.object({ status: v.string(), until: v.optional(v.nullable(v.string())) })

/**
 * How a service is that API Particulier stands before, as it says itself; needs no token and is not limited.
 * https://particulier.api.gouv.fr/developpeurs
 */
export async function ping(api: URL, name: PingName, now: Date, watch?: Watch): Promise<Ping> {
  const url = new URL(`${api.pathname.replace(/\/$/, '')}/api/${name}/ping`, api)
  try {
    const { status, body } = await outgoingTo(api, watch).getText(
      url,
      { 'User-Agent': 'collecte-qf' },
      TIMEOUT_MILLISECONDS,
      MAX_BYTES,
    )
    // Moved or forbidden says nothing of the service behind.
    return status >= 300 && status < 500 ? { kind: 'unknown' } : read(body, now)
  } catch (error) {
    if (!(error instanceof UpstreamUnreachableError)) throw error
    return { kind: 'no-answer' }
  }
}

function read(body: string, now: Date): Ping {
  const parsed = v.safeParse(PingSchema, parseJson(body))
  if (!parsed.success) return { kind: 'no-answer' }
  const { status, until } = parsed.output
  if (status === 'maintenance') return { kind: 'maintenance', until: readUntil(until ?? '', now) }
  if (status === 'bad_gateway') return { kind: 'bad-gateway' }
  return status === 'ok' ? { kind: 'ok' } : { kind: 'unknown' }
}

function readUntil(text: string, now: Date): Date | null {
  const left = Date.parse(text) - now.getTime()
  return left > 0 && left < LONGEST_MAINTENANCE ? new Date(text) : null
}
