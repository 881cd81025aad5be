import * as v from 'valibot'
import {
  outgoingTo,
  type TextResponse,
  UpstreamUnreachableError,
  type Watch,
} from '#src/external/http-client.js'
import { parseJson } from '#src/external/parse-json.js'

/** Nobody answered; it answers that it cannot; it does not know our client; what it said makes no sense. */
export type TokenFailure = 'UNREACHABLE' | 'UNAVAILABLE' | 'CREDENTIALS' | 'UNREADABLE'
type Options = {
  url: URL
  /** Beside `grant_type`. */
  form: Record<string, string>
  headers?: Record<string, string>
  /** How long a token lives where the answer does not say it. */
  usualSeconds: number
  now: () => Date
  watch?: Watch | undefined
  fail(what: TokenFailure, options?: ErrorOptions): Error
}
type Token = { value: string; until: number }

const TIMEOUT_MILLISECONDS = 10_000
const SHORTEST_SECONDS = 60
const RENEWED_SECONDS_BEFORE = 60

/** Calls with the one token of this process, asked for when it is needed and a minute before it ends. OAuth 2, client_credentials. */
export function callsWithToken({ url, form, headers, usualSeconds, now, watch, fail }: Options) {
  let token: Token | null = null
  let asking: Promise<Token> | null = null
  const schema = v.object({
    access_token: v.pipe(v.string(), v.minLength(1)),
    expires_in: v.fallback(v.pipe(v.number(), v.minValue(0)), usualSeconds),
  })

  async function ask(): Promise<Token> {
    const { status, body } = await outgoingTo(url, watch)
      .postForm(url, { grant_type: 'client_credentials', ...form }, TIMEOUT_MILLISECONDS, headers)
      .catch((cause) => {
        throw cause instanceof UpstreamUnreachableError ? fail('UNREACHABLE', { cause }) : cause
      })
    if (status === 400 || status === 401) throw fail('CREDENTIALS')
    if (status !== 200) throw fail('UNAVAILABLE')
    const parsed = v.safeParse(schema, parseJson(body))
    if (!parsed.success) throw fail('UNREADABLE')
    const seconds = Math.max(parsed.output.expires_in - RENEWED_SECONDS_BEFORE, SHORTEST_SECONDS)
    return { value: parsed.output.access_token, until: now().getTime() + seconds * 1000 }
  }

  async function get(): Promise<string> {
    if (token && token.until > now().getTime()) return token.value
    // All who come meanwhile wait for the same one.
    asking ??= ask().finally(() => {
      asking = null
    })
    token = await asking
    return token.value
  }

  /**
   * Calls with the token; where it is refused before its time, once more with another.
   * @throws what `fail` makes, and what `call` throws
   */
  return async (call: (token: string) => Promise<TextResponse>): Promise<TextResponse> => {
    const given = await get()
    const answer = await call(given)
    if (answer.status !== 401) return answer
    if (token?.value === given) token = null
    return call(await get())
  }
}
