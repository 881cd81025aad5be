import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { findCollectivite } from '#src/collectivite/directory.js'
import { factory } from '#src/http/factory.js'
import { otherWayPath, reviewPath, signInPath } from '#src/resident/addresses.js'
import { askForQuotientFamilial } from '#src/resident/ask-for-quotient-familial.js'
import {
  type Outcome,
  type PendingSignIn,
  type ResidentSession,
  takePending,
  withReturned,
  withReview,
  withSignIn,
} from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { formatUntil } from '#templates/format.js'
import { OutcomePage, outcomeTitle } from '#templates/resident/outcome.js'

type Return = { outcome: Outcome; keep: (session: ResidentSession) => ResidentSession }

/** The resident comes back from FranceConnect; its token lives 60 seconds, so her QF is fetched in this request. */
export function callbackRoutes(services: ResidentServices, visits: Visits) {
  return factory.createApp().get('/callback', async function callback(c) {
    const state = c.req.query('state') ?? ''
    const before = (await visits.read(c))?.content.returned.find((returned) => returned.state === state)
    if (before) return show(c, services, before)

    const pending = await visits.take(c, (session) => takePending(session, state))
    if (!pending) {
      services.log.warn('sign-in refused', { requestId: c.get('requestId'), errorCode: 'STATE_UNKNOWN' })
      return show(c, services, { siret: null, externalId: null, outcome: { kind: 'sign-in-failed' } })
    }
    const { siret, externalId } = pending
    const { outcome, keep } = await comeBack(c, services, pending)
    const returned = { state, siret, externalId, outcome }
    await visits.renew(c, (content) => withReturned(keep(content), returned))
    return show(c, services, returned)
  })
}

async function comeBack(c: Context, services: ResidentServices, pending: PendingSignIn): Promise<Return> {
  const { siret, externalId } = pending
  const requestId = c.get('requestId')
  const signIn = await services.franceConnect.signIn(new URL(c.req.url).search, pending)
  if (signIn.kind !== 'signed-in') {
    const errorCode = signIn.kind === 'gave-up' ? 'ACCESS_DENIED' : signIn.code
    services.log.warn('sign-in refused', { requestId, siret, outcome: signIn.kind, errorCode })
    return { outcome: { kind: signIn.kind }, keep: (content) => content }
  }
  const { sub, idToken, identity } = signIn
  const outcome = await askForQuotientFamilial(services, signIn, siret, requestId)
  if (outcome.kind !== 'found') return { outcome, keep: (content) => withSignIn(content, { sub, idToken }) }
  const review = { id: randomUUID(), siret, externalId, identity, quotientFamilial: outcome.quotientFamilial }
  return {
    outcome: { kind: 'found' },
    keep: (content) => withReview(withSignIn(content, { sub, idToken }), review),
  }
}

type Shown = { siret: string | null; externalId: string | null; outcome: Outcome }

async function show(c: Context, { db }: ResidentServices, { siret, externalId, outcome }: Shown) {
  if (outcome.kind === 'found' && siret) return c.redirect(reviewPath(siret), 303)
  const collectivite = siret ? await findCollectivite(db, siret) : null
  const until = outcome.kind === 'unavailable' && outcome.until ? new Date(outcome.until) : null
  c.status(outcome.kind === 'sign-in-failed' ? 400 : 200)
  const page = (
    <OutcomePage
      outcome={outcome}
      collectivite={collectivite}
      signInUrl={siret && signInPath(siret, externalId)}
      otherWayUrl={siret && otherWayPath(siret)}
      formatUntil={until && formatUntil(until, collectivite?.timeZone ?? 'Europe/Paris')}
    />
  )
  const signedIn = !['gave-up', 'sign-in-failed'].includes(outcome.kind)
  return c.render(page, { title: outcomeTitle(outcome), signedIn })
}
