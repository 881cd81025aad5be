import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { findCollectivite } from '#src/collectivite/directory.js'
import { factory } from '#src/http/factory.js'
import { departurePath, otherWayPath, reviewPath, TRANSMISSIONS_PATH } from '#src/resident/addresses.js'
import { arrive } from '#src/resident/arrive.js'
import type { Destination, Outcome } from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { waitingPage } from '#src/resident/waiting-page.js'
import { formatUntil } from '#templates/format.js'
import { OutcomePage, outcomeTitle } from '#templates/resident/outcome.js'

const SHOWN_WAITING_AFTER_MILLISECONDS = 1_000

/** The resident comes back from FranceConnect; its token lives 60 seconds, so her QF is fetched at once. */
export function callbackRoutes(services: ResidentServices, visits: Visits) {
  const { log } = services
  return factory.createApp().get('/callback', async function callback(c) {
    const token = visits.token(c)
    const requestId = c.get('requestId')
    const query = new URL(c.req.url).search
    const state = c.req.query('state') ?? ''
    const arrival = token && (await arrive(services, { token, query, state, requestId }))
    if (!arrival) {
      log.warn('sign-in refused', { requestId, outcome: 'sign-in-failed', errorCode: 'STATE_UNKNOWN' })
      return show(c, services, null, { kind: 'sign-in-failed' })
    }
    const { destination, landing } = arrival
    const soon = await Promise.race([landing, wait(SHOWN_WAITING_AFTER_MILLISECONDS)])
    if (!soon) return waitingPage(c, services, destination, landing)
    visits.goOnIn(c, soon.token)
    return show(c, services, destination, soon.returned.outcome)
  })
}

async function show(c: Context, { db }: ResidentServices, destination: Destination | null, outcome: Outcome) {
  if (outcome.kind === 'signed-in') return c.redirect(TRANSMISSIONS_PATH, 303)
  const review = destination?.kind === 'review' ? destination : null
  if (outcome.kind === 'found' && review) return c.redirect(reviewPath(review.siret), 303)
  const collectivite = review && (await findCollectivite(db, review.siret))
  const until = outcome.kind === 'unavailable' && outcome.until ? new Date(outcome.until) : null
  c.status(outcome.kind === 'sign-in-failed' ? 400 : 200)
  const page = (
    <OutcomePage
      outcome={outcome}
      collectivite={collectivite}
      signInUrl={destination && departurePath(destination)}
      otherWayUrl={review && otherWayPath(review.siret)}
      formatUntil={until && formatUntil(until, collectivite?.timeZone ?? 'Europe/Paris')}
    />
  )
  const signedIn = !['gave-up', 'sign-in-failed'].includes(outcome.kind)
  return c.render(page, { title: outcomeTitle(outcome), signedIn })
}
