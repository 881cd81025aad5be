import type { Context } from 'hono'
import { clientNetwork } from '#src/http/client-address.js'
import { tooManyPage } from '#src/http/error-page.js'
import type { Guessed, GuessLimit } from '#src/limits/guess-limit.js'
import { tooManyGuesses } from '#templates/error.js'

/** What counting wrong tokens takes of the services. */
export type GuessServices = { guessLimit: GuessLimit; config: { trustProxy: string } }

/** A wrong token was shown: 0 when the usual refusal is due, else the milliseconds until the next may be tried. */
export function pauseAfterGuess(
  c: Context,
  { guessLimit, config }: GuessServices,
  guessed: Guessed,
): Promise<number> {
  return guessLimit.take(guessed, clientNetwork(c, config.trustProxy), c.get('requestId'))
}

/** The same as a page; null when the usual refusal is due. */
export async function guessPage(c: Context, services: GuessServices, guessed: Guessed) {
  const pause = await pauseAfterGuess(c, services, guessed)
  return pause > 0 ? tooManyPage(c, pause, tooManyGuesses(pause)) : null
}
