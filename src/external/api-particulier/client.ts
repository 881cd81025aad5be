import { randomUUID } from 'node:crypto'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import { readOutcome } from '#src/external/api-particulier/read-outcome.js'
import { getText, UpstreamUnreachableError } from '#src/external/http-client.js'

/** An outcome, with what API Particulier's support asks for; none of it says anything of the person. */
export type QuotientFamilialAnswer = {
  outcome: QuotientFamilialOutcome
  upstream: { status: number | null; code: string | null; requestId: string; milliseconds: number }
}

// The provider behind is given 10 s, twice in the worst chain.
const TIMEOUT_MILLISECONDS = 20_000

/**
 * API Particulier, quotient familial by FranceConnect: the resident's own token stands for an habilitation.
 * https://particulier.api.gouv.fr/developpeurs/openapi
 */
export function createApiParticulier({ url, now = () => new Date() }: { url: URL; now?: () => Date }) {
  return {
    /**
     * One call, without retries.
     * @param recipient SIRET of the collectivité that receives the data
     * @param timeout milliseconds left for it
     */
    async fetchQuotientFamilial(
      accessToken: string,
      recipient: string,
      timeout: number = TIMEOUT_MILLISECONDS,
    ): Promise<QuotientFamilialAnswer> {
      const ours = randomUUID()
      const started = performance.now()
      const elapsed = () => Math.round(performance.now() - started)
      try {
        const { status, headers, body } = await getText(
          quotientFamilialUrl(url, recipient),
          { Authorization: `Bearer ${accessToken}`, 'X-Request-Id': ours, 'User-Agent': 'collecte-qf' },
          Math.min(timeout, TIMEOUT_MILLISECONDS),
        )
        const { outcome, code } = readOutcome(status, body, now())
        const requestId = headers.get('x-request-id')?.slice(0, 64) ?? ours
        return { outcome, upstream: { status, code, requestId, milliseconds: elapsed() } }
      } catch (error) {
        if (!(error instanceof UpstreamUnreachableError)) throw error
        const upstream = { status: null, code: null, requestId: ours, milliseconds: elapsed() }
        return { outcome: { kind: 'unavailable', until: null }, upstream }
      }
    },
  }
}

function quotientFamilialUrl(base: URL, recipient: string): URL {
  const url = new URL(`${base.pathname.replace(/\/$/, '')}/v3/dss/quotient_familial/france_connect`, base)
  url.searchParams.set('recipient', recipient)
  return url
}
