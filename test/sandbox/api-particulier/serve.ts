import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { type Answer, PLAIN_JSON } from './answer.js'
import type { ScriptedAnswer } from './script.js'

/** `cut`: the caller got no answer at all. */
export type Env = { Bindings: HttpBindings; Variables: { cut: boolean } }

export function serve({ status, body, contentType, headers }: Answer): Response {
  return new Response(body, { status, headers: { ...headers, 'Content-Type': contentType } })
}

export async function serveScripted(c: Context<Env>, answer: ScriptedAnswer): Promise<Response> {
  if (answer.delayMs) await sleep(answer.delayMs)
  if ('disconnect' in answer) {
    c.env.incoming.socket.destroy()
    return nothing(c)
  }
  const body = answer.raw ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  return new Response(answer.brokenOff ? halfOf(body) : body, {
    status: answer.status,
    headers: { 'Content-Type': PLAIN_JSON, ...answer.headers },
  })
}

/** Lets the caller wait until it gives up. */
export async function neverAnswer(c: Context<Env>): Promise<Response> {
  await new Promise((resolve) => c.env.outgoing.once('close', resolve))
  return nothing(c)
}

function nothing(c: Context<Env>): Response {
  c.set('cut', true)
  return c.body(null)
}

function halfOf(body: string | Uint8Array<ArrayBuffer>): ReadableStream {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  let sent = false
  return new ReadableStream({
    pull(controller) {
      if (sent) return controller.error(new Error('Broken off, as the script wants'))
      sent = true
      controller.enqueue(bytes.slice(0, bytes.length / 2))
    },
  })
}
