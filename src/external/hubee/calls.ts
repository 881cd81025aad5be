import * as v from 'valibot'
import { callsWithToken } from '#src/external/client-credentials.js'
import {
  outgoingTo,
  type TextResponse,
  UpstreamUnreachableError,
  type Watch,
} from '#src/external/http-client.js'
import { HubeeError, type HubeeFailure } from '#src/external/hubee/hubee-error.js'
import { parseJson } from '#src/external/parse-json.js'

export type HubeeOptions = {
  url: URL
  tokenUrl: URL
  clientId: string
  clientSecret: string
  scope: string
  now?: () => Date
  watch?: Watch
}
type Call = {
  method: string
  path: string
  json?: unknown
  bytes?: Uint8Array
  headers?: Record<string, string>
}
export type Calls = ReturnType<typeof createCalls>

// The gateway itself gives up on files after 300 seconds; ours are small.
const TIMEOUT_MILLISECONDS = 30_000
// https://github.com/dinum-HubEE/Documentations says an hour (contract of 2024).
const USUAL_SECONDS = 3_600
// They tell HubEE's support who calls; 50 characters at most each.
const CALLER = { editorName: 'collecte-qf', applicationName: 'collecte-qf' }
const ERRORS = v.object({ errors: v.array(v.object({ message: v.string() })) })

/** Calls of HubEE's API V1, with the token of this process; one that it refuses before its time is renewed once. */
export function createCalls({
  url,
  tokenUrl,
  clientId,
  clientSecret,
  scope,
  now = () => new Date(),
  watch,
}: HubeeOptions) {
  const outgoing = outgoingTo(url, watch)
  const base = url.href.replace(/\/$/, '')
  const withToken = callsWithToken({
    url: tokenUrl,
    form: { scope },
    headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    usualSeconds: USUAL_SECONDS,
    now,
    watch,
    fail: (what, options) => new HubeeError(`HUBEE_${what}`, options),
  })

  async function send({ method, path, json, bytes, headers }: Call, token: string): Promise<TextResponse> {
    const type = bytes ? 'application/octet-stream' : 'application/json'
    const body = bytes ?? (json === undefined ? undefined : JSON.stringify(json))
    const about = body === undefined ? {} : { 'Content-Type': type }
    const all = {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      ...CALLER,
      ...about,
      ...headers,
    }
    return outgoing
      .send(new URL(`${base}${path}`), { method, headers: all, body }, TIMEOUT_MILLISECONDS)
      .catch((cause) => {
        throw cause instanceof UpstreamUnreachableError
          ? new HubeeError('HUBEE_UNREACHABLE', { cause })
          : cause
      })
  }

  /** What it answered, of any shape. @throws {HubeeError} */
  async function call(asked: Call): Promise<unknown> {
    const answer = await withToken((token) => send(asked, token))
    const failure = failureOf(answer)
    if (failure) throw new HubeeError(failure)
    return parseJson(answer.body)
  }

  return {
    call,
    /** The same, read by a schema. @throws {HubeeError} */
    async read<Schema extends v.GenericSchema>(schema: Schema, asked: Call): Promise<v.InferOutput<Schema>> {
      const parsed = v.safeParse(schema, await call(asked))
      if (!parsed.success) throw new HubeeError('HUBEE_UNREADABLE')
      return parsed.output
    },
  }
}

function failureOf({ status, body }: TextResponse): HubeeFailure | null {
  if (status < 300) return null
  if (status === 401) return 'HUBEE_CREDENTIALS'
  if (status === 403) return 'HUBEE_FORBIDDEN'
  if (status === 404) return 'HUBEE_NOT_FOUND'
  if (status !== 400) return 'HUBEE_UNAVAILABLE'
  const parsed = v.safeParse(ERRORS, parseJson(body))
  const said = parsed.success ? parsed.output.errors.map(({ message }) => message).join(' ') : ''
  if (/already exists/.test(said)) return 'HUBEE_ALREADY_THERE'
  // Sic; and so it is for a commune that was never there.
  return /Case recipient .* does not (exist|suscribed)/.test(said) ? 'HUBEE_NOT_SUBSCRIBED' : 'HUBEE_REFUSED'
}
