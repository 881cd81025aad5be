import { setTimeout as wait } from 'node:timers/promises'
import { callsWithToken } from '#src/external/client-credentials.js'
import {
  type Demande,
  type Habilitation,
  readDemande,
  readHabilitation,
} from '#src/external/datapass/answers.js'
import { DataPassError } from '#src/external/datapass/datapass-error.js'
import {
  outgoingTo,
  type TextResponse,
  UpstreamUnreachableError,
  type Watch,
} from '#src/external/http-client.js'
import { parseJson } from '#src/external/parse-json.js'

export type DataPass = ReturnType<typeof createDataPass>
type Options = { url: URL; clientId: string; clientSecret: string; now?: () => Date; watch?: Watch }

const TIMEOUT_MILLISECONDS = 20_000
// Each comes with its answers and what the Sirene says: some tens of kilobytes at most.
const PAGE = 100
const PAGES_AT_MOST = 1000
const MAX_BYTES = 10_000_000
const PAUSE_BEFORE_RETRY = 1_000

/**
 * DataPass, as the owner of our client may read it. Faults of the other side are a `DataPassError`.
 * https://datapass.api.gouv.fr/developpeurs/documentation
 */
export function createDataPass({ url, now = () => new Date(), watch, clientId, clientSecret }: Options) {
  // With or without the version, both are in their documentation.
  const base = url.href.replace(/\/$/, '').replace(/\/api\/v1$/, '')
  const outgoing = outgoingTo(url, watch)
  const withToken = callsWithToken({
    url: new URL(`${base}/api/v1/oauth/token`),
    form: { client_id: clientId, client_secret: clientSecret, scope: 'read_authorizations' },
    usualSeconds: 7200,
    now,
    watch,
    fail: (what, options) => new DataPassError(`DATAPASS_${what}`, options),
  })

  const get = (path: string) => withToken((token) => ask(path, token))

  async function ask(path: string, token: string): Promise<TextResponse> {
    const headers = {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      'User-Agent': 'collecte-qf',
    }
    const call = () =>
      outgoing.getText(new URL(`${base}/api/v1${path}`), headers, TIMEOUT_MILLISECONDS, MAX_BYTES)
    const first = await call().catch(asUnreachable)
    if (!(first instanceof DataPassError) && first.status < 500 && first.status !== 429) return first
    await wait(PAUSE_BEFORE_RETRY)
    const second = await call().catch(asUnreachable)
    if (second instanceof DataPassError) throw second
    if (second.status >= 500 || second.status === 429) throw new DataPassError('DATAPASS_UNAVAILABLE')
    return second
  }

  return {
    /** Every habilitation that is active now, each once. @throws {DataPassError} */
    async listActive(): Promise<Habilitation[]> {
      const found = new Map<number, Habilitation>()
      let offset = 0
      for (let page = 0; page < PAGES_AT_MOST; page++) {
        const items = listOf(await get(`/habilitations?state=active&limit=${PAGE}&offset=${offset}`))
        // The end is where nothing more comes: a page may be shorter than was asked.
        if (items.length === 0) return [...found.values()].filter(({ isActive }) => isActive)
        const read = items.flatMap((item) => readHabilitation(item) ?? [])
        if (read.length === 0) throw new DataPassError('DATAPASS_UNREADABLE')
        for (const one of read) found.set(one.id, one)
        offset += items.length
      }
      throw new DataPassError('DATAPASS_UNREADABLE')
    },

    /** A demande as it stands now; null when there is none, or none that we may see. @throws {DataPassError} */
    async findDemande(id: number): Promise<Demande | null> {
      const answer = await get(`/demandes/${id}`)
      if (answer.status === 404) return null
      const demande = readDemande(bodyOf(answer))
      if (!demande) throw new DataPassError('DATAPASS_UNREADABLE')
      return demande
    },
  }
}

function asUnreachable(cause: unknown): DataPassError {
  if (cause instanceof UpstreamUnreachableError) return new DataPassError('DATAPASS_UNREACHABLE', { cause })
  throw cause
}

function listOf(answer: TextResponse): unknown[] {
  const body = bodyOf(answer)
  if (!Array.isArray(body)) throw new DataPassError('DATAPASS_UNREADABLE')
  return body
}

function bodyOf({ status, body }: TextResponse): unknown {
  // Whoever may see nothing is told so in either way.
  if ([401, 403, 404].includes(status)) throw new DataPassError('DATAPASS_FORBIDDEN')
  if (status !== 200) throw new DataPassError('DATAPASS_UNREADABLE')
  return parseJson(body)
}
