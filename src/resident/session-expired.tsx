import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Visits } from '#src/resident/visit.js'
import { SessionExpired } from '#templates/resident/session-expired.js'

/** Nothing to review or send in this browser: never signed in, or more than 30 minutes ago. */
export async function sessionExpired(c: Context, visits: Visits, collectivite: Collectivite) {
  c.status(403)
  const page = <SessionExpired collectivite={collectivite} startUrl={collectivitePath(collectivite.siret)} />
  return c.render(page, {
    title: 'Votre session a expiré',
    signedIn: await visits.isSignedIn(c),
  })
}
