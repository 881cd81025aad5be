import * as v from 'valibot'
import { DataPassError } from '#src/external/datapass/datapass-error.js'
import { outgoingTo, UpstreamUnreachableError, type Watch } from '#src/external/http-client.js'
import { parseJson } from '#src/external/parse-json.js'

export type Credentials = { clientId: string; clientSecret: string }
type Token = { value: string; until: number }

const TIMEOUT_MILLISECONDS = 10_000
const SHORTEST_SECONDS = 60
const RENEWED_SECONDS_BEFORE = 60

const TokenSchema = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  // What DataPass gives where it does not say otherwise.
  expires_in: v.fallback(v.pipe(v.number(), v.minValue(0)), 7200),
})

/** The one token of this process, asked for when it is needed and a minute before it ends. OAuth 2, client_credentials. */
export function createTokens(
  url: URL,
  { clientId, clientSecret }: Credentials,
  now: () => Date,
  watch?: Watch,
) {
  let token: Token | null = null
  let asking: Promise<Token> | null = null

  async function ask(): Promise<Token> {
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'read_authorizations',
    }
    const { status, body } = await outgoingTo(url, watch)
      .postForm(url, form, TIMEOUT_MILLISECONDS)
      .catch((cause) => {
        throw cause instanceof UpstreamUnreachableError
          ? new DataPassError('DATAPASS_UNREACHABLE', { cause })
          : cause
      })
    if (status === 400 || status === 401) throw new DataPassError('DATAPASS_CREDENTIALS')
    if (status !== 200) throw new DataPassError('DATAPASS_UNAVAILABLE')
    const parsed = v.safeParse(TokenSchema, parseJson(body))
    if (!parsed.success) throw new DataPassError('DATAPASS_UNREADABLE')
    const seconds = Math.max(parsed.output.expires_in - RENEWED_SECONDS_BEFORE, SHORTEST_SECONDS)
    return { value: parsed.output.access_token, until: now().getTime() + seconds * 1000 }
  }

  return {
    /** @throws {DataPassError} */
    async get(): Promise<string> {
      if (token && token.until > now().getTime()) return token.value
      // All who come meanwhile wait for the same one.
      asking ??= ask().finally(() => {
        asking = null
      })
      token = await asking
      return token.value
    },
    /** This one was refused before its time: the next is another. */
    forget(refused: string): void {
      if (token?.value === refused) token = null
    },
  }
}
