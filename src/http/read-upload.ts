import { performance } from 'node:perf_hooks'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'
import { isModest, isModestText } from '#src/http/modest-form.js'
import type { Place, UploadRoom } from '#src/http/upload-room.js'

/** How long a form may say nothing, and how many bytes buy how much of that time again. */
export type UploadPace = { graceMilliseconds: number; bytesPerSecond: number }

// 50 kB/s is 0.4 Mbit/s: a poor mobile connection. Node ends after five minutes what is not there yet.
const PACE: UploadPace = { graceMilliseconds: 30_000, bytesPerSecond: 50_000 }
// As large as it will be only once so much has come.
const FIRST_BYTES = 1024 * 1024

/**
 * Reads a form with files whose length is declared: 503 where there is no room in memory, 408 where it comes too slowly,
 * 413 where it is made of too many parts or too much text, 400 where it is no form. What is too much is seen before it
 * is taken apart, which would take seconds. The room is free again once the form is answered.
 * @param networkOf whom a request is counted for
 */
export function readUpload(room: UploadRoom, networkOf: (c: Context) => string, pace: UploadPace = PACE) {
  return factory.createMiddleware(async (c, next) => {
    const type = c.req.header('Content-Type') ?? ''
    const declared = Number(c.req.header('Content-Length'))
    const place = room.enter(networkOf(c), declared)
    if (!place) throw noRoom()
    try {
      const bytes = await receive(c.req.raw.body, declared, place, pace)
      if (!isModest(bytes, type)) throw new HTTPException(413)
      const form = new Response(bytes, { headers: { 'Content-Type': type } }).formData()
      const read = await form.catch(() => null)
      if (!read) throw new HTTPException(400)
      if (!isModestText(read)) throw new HTTPException(413)
      // Here handlers find it.
      c.req.bodyCache = { formData: form as never }
      await next()
    } finally {
      place.leave()
    }
  })
}

/** All of a body, or 408 once it comes too slowly; one that breaks off is no form: 400. */
async function receive(
  body: ReadableStream<Uint8Array> | null,
  declared: number,
  place: Place,
  pace: UploadPace,
): Promise<Buffer<ArrayBuffer>> {
  if (!body) throw new HTTPException(400)
  let bytes = Buffer.alloc(Math.min(declared, FIRST_BYTES))
  let received = 0
  const reader = body.getReader()
  const patience = startPatience(pace, () => reader.cancel().catch(() => {}))
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!place.hold(next.value.length)) throw noRoom()
      if (received + next.value.length > bytes.length) bytes = enlarge(bytes, declared)
      bytes.set(next.value, received)
      received += next.value.length
      patience.earn(next.value.length)
    }
  } catch (error) {
    reader.cancel().catch(() => {})
    throw error instanceof HTTPException ? error : new HTTPException(400)
  } finally {
    patience.end()
  }
  if (patience.isOver()) throw new HTTPException(408)
  return bytes
}

function enlarge(bytes: Buffer<ArrayBuffer>, length: number): Buffer<ArrayBuffer> {
  const enlarged = Buffer.alloc(length)
  enlarged.set(bytes)
  return enlarged
}

/** Never longer than the grace, whatever came before: who sent much at once does not sit on it afterwards. */
function startPatience({ graceMilliseconds, bytesPerSecond }: UploadPace, onEnd: () => void) {
  let until = performance.now() + graceMilliseconds
  let isOver = false
  let timer: NodeJS.Timeout
  const look = () => {
    const left = until - performance.now()
    isOver = left <= 0
    if (isOver) onEnd()
    else timer = setTimeout(look, Math.ceil(left))
  }
  look()
  return {
    earn(bytes: number) {
      until = Math.min(until + (bytes / bytesPerSecond) * 1000, performance.now() + graceMilliseconds)
    },
    isOver: () => isOver,
    end: () => clearTimeout(timer),
  }
}

function noRoom(): HTTPException {
  return new HTTPException(503, { cause: 'fichiers en nombre' })
}
