import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

// A body is held four times over while it is taken apart: about 400 MB at the worst.
const BYTES_AT_ONCE = 96 * 1024 * 1024
// A village behind one address finds room, and one machine cannot take all of it.
const SHARE_OF_A_NETWORK = 1 / 2

/**
 * Lets in forms with files as far as there is room in memory, by the length that they declare; who finds none is asked
 * to come again in a minute. The room is free again once the form is answered.
 * @param networkOf whom a request is counted for
 */
export function createUploadRoom(networkOf: (c: Context) => string, bytesAtOnce = BYTES_AT_ONCE) {
  let taken = 0
  const ofNetwork = new Map<string, number>()
  return factory.createMiddleware(async (c, next) => {
    const declared = Number(c.req.header('Content-Length'))
    const network = networkOf(c)
    const already = ofNetwork.get(network) ?? 0
    const isTooMuchOfOne = already > 0 && already + declared > bytesAtOnce * SHARE_OF_A_NETWORK
    if (taken + declared > bytesAtOnce || isTooMuchOfOne)
      throw new HTTPException(503, { cause: 'fichiers en nombre' })
    taken += declared
    ofNetwork.set(network, already + declared)
    try {
      await next()
    } finally {
      taken -= declared
      leave(network, declared)
    }
  })

  function leave(network: string, declared: number): void {
    const others = (ofNetwork.get(network) ?? 0) - declared
    if (others > 0) ofNetwork.set(network, others)
    else ofNetwork.delete(network)
  }
}
