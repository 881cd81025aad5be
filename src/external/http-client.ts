/** Thrown when a service outside could not be reached, was too slow or said too much. Never holds what it answered. */
export class UpstreamUnreachableError extends Error {
  override name = 'UpstreamUnreachableError'
  readonly code = 'UPSTREAM_UNREACHABLE'
}

/** Thrown before anything leaves for a server that is not the configured one, or once an answer is too long. */
export class OutgoingError extends Error {
  override name = 'OutgoingError'
  readonly code: 'ORIGIN_NOT_CONFIGURED' | 'ANSWER_TOO_LONG'
  constructor(code: OutgoingError['code']) {
    super(code)
    this.code = code
  }
}

export type TextResponse = { status: number; headers: Headers; body: string }
type Answer = Pick<Response, 'status' | 'statusText' | 'headers'> & {
  body: ArrayBuffer | Buffer<ArrayBuffer>
}
type Request = {
  method?: string
  headers?: RequestInit['headers'] | undefined
  body?: unknown
  signal?: AbortSignal | undefined
}

/** Told how each request ended: `refused` is 4xx, `failed` 5xx, `no-answer` nothing that could be read. */
export type Watch = (outcome: 'ok' | 'refused' | 'failed' | 'no-answer', milliseconds: number) => void

const utf8 = new TextDecoder()
const MAX_BYTES = 1_000_000
const TIMEOUT_MILLISECONDS = 10_000

/**
 * What may be asked of one service: the only way out by HTTP. Nothing leaves for another origin than that of the
 * configured address, redirects are not followed, an answer has a time-out and a size limit.
 * @param configured any address of the service, as the configuration names it
 */
export function outgoingTo(configured: URL, watch: Watch = () => {}) {
  async function ask(url: URL, request: Request, maxBytes: number): Promise<Answer> {
    if (url.origin !== configured.origin) throw new OutgoingError('ORIGIN_NOT_CONFIGURED')
    const started = performance.now()
    let outcome: Parameters<Watch>[0] = 'no-answer'
    try {
      const response = await fetch(url, { ...request, redirect: 'manual' } as RequestInit)
      const body = await readAtMost(response, maxBytes)
      const { status, statusText, headers } = response
      outcome = status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'
      return { body, status, statusText, headers }
    } finally {
      watch(outcome, performance.now() - started)
    }
  }

  async function askForText(url: URL, request: Request, maxBytes: number): Promise<TextResponse> {
    try {
      const { status, headers, body } = await ask(url, request, maxBytes)
      return { status, headers, body: utf8.decode(body) }
    } catch (cause) {
      if (cause instanceof OutgoingError && cause.code === 'ORIGIN_NOT_CONFIGURED') throw cause
      throw new UpstreamUnreachableError(`No answer from ${url.host}`, { cause })
    }
  }

  return {
    /**
     * GET with a time-out in milliseconds and a size limit.
     * @throws {UpstreamUnreachableError}
     */
    getText(
      url: URL,
      headers: Record<string, string>,
      timeout: number,
      maxBytes = MAX_BYTES,
    ): Promise<TextResponse> {
      return askForText(url, { headers, signal: endsAfter(timeout) }, maxBytes)
    },

    /**
     * POST of a form, otherwise as `getText`.
     * @throws {UpstreamUnreachableError}
     */
    postForm(
      url: URL,
      form: Record<string, string>,
      timeout: number,
      headers?: Record<string, string>,
    ): Promise<TextResponse> {
      const body = new URLSearchParams(form)
      return askForText(url, { method: 'POST', headers, body, signal: endsAfter(timeout) }, MAX_BYTES)
    },

    /**
     * Any method with a body of text or bytes, or none, otherwise as `getText`.
     * @throws {UpstreamUnreachableError}
     */
    send(
      url: URL,
      request: { method: string; headers: Record<string, string>; body?: string | Uint8Array | undefined },
      timeout: number,
    ): Promise<TextResponse> {
      return askForText(url, { ...request, signal: endsAfter(timeout) }, MAX_BYTES)
    },

    /**
     * For a library that wants to fetch by itself; ten seconds where it sets no time-out. The answer is whole when it
     * comes.
     * @throws {OutgoingError} and what `fetch` throws
     */
    async fetch(url: string, { signal, ...request }: Request): Promise<Response> {
      const ending = signal ?? endsAfter(TIMEOUT_MILLISECONDS)
      const { body, ...rest } = await ask(new URL(url), { ...request, signal: ending }, MAX_BYTES)
      return new Response(body.byteLength > 0 ? body : null, rest)
    },
  }
}

function endsAfter(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.ceil(milliseconds))
}

async function readAtMost(response: Response, limit: number): Promise<ArrayBuffer | Buffer<ArrayBuffer>> {
  // What says its length, and is not packed, is no longer than that.
  const length = response.headers.get('content-length')
  const isPacked = response.headers.has('content-encoding')
  if (length !== null && !isPacked && Number(length) <= limit) return response.arrayBuffer()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw new OutgoingError('ANSWER_TOO_LONG')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
