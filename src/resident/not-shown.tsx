import type { Context } from 'hono'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { type GuessServices, guessPage } from '#src/http/guesses.js'
import type { Log } from '#src/log.js'
import { TRANSMISSIONS_PATH } from '#src/resident/addresses.js'
import type { Visits } from '#src/resident/visit.js'
import { REFERENCE } from '#src/submission/reference.js'
import { type NotDone, NotShown } from '#templates/resident/not-shown.js'

/**
 * A transmission shows to nobody but who sent it, signed in. Who is signed in may try thirty in ten minutes; to the
 * others all are alike.
 * @param notDone what she wanted
 */
export async function notShown(
  c: Context,
  services: GuessServices & { log: Log },
  visits: Visits,
  collectivite: Collectivite,
  notDone: NotDone | null = null,
) {
  const signedIn = await visits.isSignedIn(c)
  const about = { requestId: c.get('requestId'), siret: collectivite.siret }
  services.log.warn('access refused', {
    ...about,
    errorCode: signedIn ? 'NOT_HER_TRANSMISSION' : 'NOT_SIGNED_IN',
  })
  const tooMany = signedIn && (await guessPage(c, services, 'reference'))
  if (tooMany) return tooMany
  const reference = c.req.param('reference') ?? ''
  c.status(404)
  const page = (
    <NotShown
      collectivite={collectivite}
      isSignedIn={signedIn}
      notDone={notDone}
      reference={REFERENCE.test(reference) ? reference : null}
      transmissionsUrl={TRANSMISSIONS_PATH}
    />
  )
  const title = signedIn ? 'Cette transmission n’est pas la vôtre' : 'Identifiez-vous pour voir cette page'
  return c.render(page, { title, signedIn })
}
