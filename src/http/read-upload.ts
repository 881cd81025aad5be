import { performance } from 'node:perf_hooks'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'
import { isModest, isModestText } from '#src/http/modest-form.js'

/** How long the first bytes of a form may take, and how many follow in each second after. */
export type UploadPace = { graceMilliseconds: number; bytesPerSecond: number }

// 50 kB/s is 0.4 Mbit/s: a poor mobile connection. Node ends after five minutes what is not there yet.
const PACE: UploadPace = { graceMilliseconds: 30_000, bytesPerSecond: 50_000 }
const SHORTEST_MILLISECONDS = 50

/**
 * Reads a form with files whose length is declared: 408 where it comes too slowly, 413 where it is made of too many
 * parts or too much text, 400 where it is no form. What is too much is seen before it is taken apart, which would take
 * seconds.
 */
export function readUpload(pace: UploadPace = PACE) {
  return factory.createMiddleware(async (c, next) => {
    const type = c.req.header('Content-Type') ?? ''
    const bytes = await receive(c.req.raw.body, Number(c.req.header('Content-Length')), pace)
    if (!isModest(bytes, type)) throw new HTTPException(413)
    const form = new Response(bytes, { headers: { 'Content-Type': type } }).formData()
    const read = await form.catch(() => null)
    if (!read) throw new HTTPException(400)
    if (!isModestText(read)) throw new HTTPException(413)
    // Here handlers find it.
    c.req.bodyCache = { formData: form as never }
    await next()
  })
}

/** All of a body, or 408 once it comes too slowly; one that breaks off is no form: 400. */
async function receive(
  body: ReadableStream<Uint8Array> | null,
  declared: number,
  pace: UploadPace,
): Promise<Buffer<ArrayBuffer>> {
  if (!body) throw new HTTPException(400)
  // Once and as large as it will be, rather than in pieces that are joined.
  const bytes = Buffer.alloc(declared)
  const reader = body.getReader()
  const started = performance.now()
  let received = 0
  let isLate = false
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    const allowed = pace.graceMilliseconds + (received / pace.bytesPerSecond) * 1000
    const left = allowed - (performance.now() - started)
    isLate = left <= 0
    if (isLate) reader.cancel().catch(() => {})
    else timer = setTimeout(look, Math.max(left, SHORTEST_MILLISECONDS))
  }
  look()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes.set(next.value, received)
      received += next.value.length
    }
  } catch {
    throw new HTTPException(400)
  } finally {
    clearTimeout(timer)
  }
  if (isLate) throw new HTTPException(408)
  return bytes
}
