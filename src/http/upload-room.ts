// A body is held four times over while it is taken apart: about 400 MB at the worst.
const BYTES_AT_ONCE = 96 * 1024 * 1024
// A village behind one address finds room, and one machine cannot take all of it.
const SHARE_OF_A_NETWORK = 1 / 2

/** What one body takes of the room; `hold` says whether there was room for that much more. */
export type Place = { hold(bytes: number): boolean; leave(): void }
export type UploadRoom = ReturnType<typeof createUploadRoom>

/**
 * The memory for forms with files. It is taken by what has come and not by what was declared: who declares much and
 * sends nothing keeps nobody out.
 */
export function createUploadRoom(bytesAtOnce = BYTES_AT_ONCE) {
  const ofNetworks = new Map<string, number>()
  let taken = 0

  const count = (network: string, bytes: number) => {
    taken += bytes
    const left = (ofNetworks.get(network) ?? 0) + bytes
    if (left > 0) ofNetworks.set(network, left)
    else ofNetworks.delete(network)
  }
  // A body that is alone of its network may be larger than the share.
  const hasRoom = (network: string, own: number, more: number) => {
    const others = (ofNetworks.get(network) ?? 0) - own
    const isTooMuchOfOne = others > 0 && others + own + more > bytesAtOnce * SHARE_OF_A_NETWORK
    return taken + more <= bytesAtOnce && !isTooMuchOfOne
  }

  return {
    /** @returns null when all that is declared would find no room now */
    enter(network: string, declared: number): Place | null {
      if (!hasRoom(network, 0, declared)) return null
      let own = 0
      return {
        hold(bytes) {
          if (!hasRoom(network, own, bytes)) return false
          own += bytes
          count(network, bytes)
          return true
        },
        leave() {
          count(network, -own)
          own = 0
        },
      }
    },
  }
}
