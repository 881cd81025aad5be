/** Thrown when a service outside could not be reached, was too slow or said too much. Never holds what it answered. */
export class UpstreamUnreachableError extends Error {
  override name = 'UpstreamUnreachableError'
  readonly code = 'UPSTREAM_UNREACHABLE'
}

export type TextResponse = { status: number; headers: Headers; body: string }

const MAX_BYTES = 1_000_000

/**
 * GET with a time-out in milliseconds and a size limit; redirects are not followed.
 * @throws {UpstreamUnreachableError}
 */
export function getText(
  url: URL,
  headers: Record<string, string>,
  timeout: number,
  maxBytes = MAX_BYTES,
): Promise<TextResponse> {
  return exchange(url, { headers }, timeout, maxBytes)
}

/**
 * POST of a form, otherwise as `getText`.
 * @throws {UpstreamUnreachableError}
 */
export function postForm(url: URL, form: Record<string, string>, timeout: number): Promise<TextResponse> {
  return exchange(url, { method: 'POST', body: new URLSearchParams(form) }, timeout, MAX_BYTES)
}

async function exchange(
  url: URL,
  request: RequestInit,
  timeout: number,
  maxBytes: number,
): Promise<TextResponse> {
  const signal = AbortSignal.timeout(Math.ceil(timeout))
  try {
    const response = await fetch(url, { ...request, signal, redirect: 'manual' })
    return { status: response.status, headers: response.headers, body: await readAtMost(response, maxBytes) }
  } catch (cause) {
    throw new UpstreamUnreachableError(`No answer from ${url.host}`, { cause })
  }
}

async function readAtMost(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw new RangeError('Answer too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
