import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { readsAttestations } from '#src/collectivite/reads-attestations.js'
import { factory } from '#src/http/factory.js'
import {
  attestationPath,
  departurePath,
  otherWayPath,
  reviewPath,
  TRANSMISSIONS_PATH,
} from '#src/resident/addresses.js'
import { createArrivals } from '#src/resident/callback/arrive.js'
import { waitingPage } from '#src/resident/callback/waiting-page.js'
import type { Destination, Outcome } from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { formatUntil } from '#templates/format.js'
import { OutcomePage, outcomeTitle } from '#templates/resident/outcome.js'

const SHOWN_WAITING_AFTER_MILLISECONDS = 1_000

/** The resident comes back from FranceConnect; its token lives 60 seconds, so her QF is fetched at once. */
export function callbackRoutes(services: ResidentServices, visits: Visits) {
  const { log, metrics } = services
  const arrive = createArrivals(services)
  return factory.createApp().get('/callback', async function callback(c) {
    const token = visits.token(c)
    const requestId = c.get('requestId')
    const query = new URL(c.req.url).search
    const state = c.req.query('state') ?? ''
    const arrival = token && (await arrive({ token, query, state, requestId }))
    if (!arrival) {
      metrics.count('qf_callbacks_total', { outcome: 'state-unknown' })
      log.warn('sign-in refused', { requestId, outcome: 'sign-in-failed', errorCode: 'STATE_UNKNOWN' })
      return show(c, services, null, { kind: 'sign-in-failed' }, await visits.isSignedIn(c))
    }
    const { destination, landing } = arrival
    const soon = await Promise.race([landing, wait(SHOWN_WAITING_AFTER_MILLISECONDS)])
    if (!soon) return waitingPage(c, services, destination, landing)
    if (soon.token) visits.goOnIn(c, soon.token)
    const isSignedIn =
      soon.token !== null && (hasSignedIn(soon.returned.outcome) || (await visits.isSignedIn(c)))
    return show(c, services, destination, soon.returned.outcome, isSignedIn)
  })
}

async function show(
  c: Context,
  { db, now }: ResidentServices,
  destination: Destination | null,
  outcome: Outcome,
  signedIn: boolean,
) {
  const review = destination?.kind === 'review' ? destination : null
  if (outcome.kind === 'found' || outcome.kind === 'signed-in')
    return c.redirect(review ? reviewPath(review.siret) : TRANSMISSIONS_PATH, 303)
  const collectivite = review && (await findCollectivite(db, review.siret))
  const until = outcome.kind === 'unavailable' && outcome.until ? new Date(outcome.until) : null
  c.status(outcome.kind === 'sign-in-failed' ? 400 : 200)
  const page = (
    <OutcomePage
      outcome={outcome}
      collectivite={collectivite}
      signInUrl={destination && departurePath(destination)}
      isFollowing={destination?.kind === 'transmissions'}
      attestationUrl={mayJoin(outcome, collectivite) ? attestationPath(collectivite.siret) : null}
      otherWayUrl={review && otherWayPath(review.siret)}
      formatUntil={until && formatUntil(until, now(), collectivite?.timeZone ?? 'Europe/Paris')}
    />
  )
  return c.render(page, { title: outcomeTitle(outcome), signedIn })
}

/** Under the identity of who came back with one, or where the collectivité takes it without. */
function mayJoin(outcome: Outcome, collectivite: Collectivite | null): collectivite is Collectivite {
  if (collectivite?.state !== 'ouverte' || !readsAttestations(collectivite)) return false
  return hasSignedIn(outcome) || collectivite.acceptsWithoutFranceConnect
}

function hasSignedIn({ kind }: Outcome): boolean {
  return kind !== 'gave-up' && kind !== 'sign-in-failed'
}
