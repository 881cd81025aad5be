import type { Collectivite } from '#src/collectivite/collectivite.js'
import { keepRefusedOrigin } from '#src/collectivite/refused-origins.js'
import { mayReturnTo, originOf } from '#src/collectivite/return-origins.js'
import { describeError } from '#src/log.js'
import type { ResidentServices } from '#src/resident/visit.js'

const MAX_CHARACTERS = 2000

export type ReturnAddress = { returnAddress: string | null; refused: boolean; refusedOrigin: string | null }

/**
 * The address to which a link of a partner asks to lead back. Nobody is ever sent there by itself: it becomes a link.
 * @returns null when there is none; `refused` when its origin is not allowed, or it is no web address
 */
export async function readReturnAddress(
  { editorOrigins }: Pick<ResidentServices, 'editorOrigins'>,
  collectivite: Pick<Collectivite, 'returnOrigins'>,
  given: string | undefined | null,
): Promise<ReturnAddress> {
  if (!given) return { returnAddress: null, refused: false, refusedOrigin: null }
  const address = given.length <= MAX_CHARACTERS && URL.canParse(given) ? new URL(given) : null
  if (!address) return { returnAddress: null, refused: true, refusedOrigin: null }
  if (mayReturnTo(collectivite, await editorOrigins.list(), address))
    return { returnAddress: address.href, refused: false, refusedOrigin: null }
  const origin = originOf(address)
  const isKnown = origin !== null && collectivite.returnOrigins.includes(origin)
  return { returnAddress: null, refused: true, refusedOrigin: isKnown ? null : origin }
}

/**
 * Notes refused origins for the gestionnaire beside the page, which neither waits nor fails. One at a time in a
 * process: a flood costs one connection, and who was left out comes again.
 */
export function createRefusalNotes({ db, log, now }: ResidentServices) {
  let isWriting = false
  return (siret: string, origin: string, requestId: string): void => {
    if (isWriting) return
    isWriting = true
    keepRefusedOrigin(db, siret, origin, now())
      .catch((error) => log.warn('refused origin not kept', { requestId, siret, ...describeError(error) }))
      .finally(() => {
        isWriting = false
      })
  }
}
