import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { readsAttestations } from '#src/collectivite/reads-attestations.js'
import { isSiret } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { errorPage } from '#src/http/error-page.js'
import type { AppEnv } from '#src/http/factory.js'
import { otherWayPath } from '#src/resident/addresses.js'

export type CollectiviteEnv = AppEnv & { Variables: { collectivite: Collectivite } }

const CHOOSE = { href: '/collectivites', label: 'Chercher ma collectivité' }

/** Finds the collectivité of the address; 404 for one that is unknown here, whatever its SIRET looks like. */
export function withCollectivite(db: Db) {
  return createMiddleware<CollectiviteEnv>(async (c, next) => {
    const siret = c.req.param('siret') ?? ''
    const collectivite = isSiret(siret) ? await findCollectivite(db, siret) : null
    if (!collectivite) return unknownCollectivite(c)
    c.set('collectivite', collectivite)
    return next()
  })
}

export function unknownCollectivite(c: Context) {
  return errorPage(c, 404, { reason: 'collectivité', ways: [CHOOSE] })
}

/** Only where residents may send; elsewhere the collectivité's own page says why not. */
export const whileOpen = createMiddleware<CollectiviteEnv>(async (c, next) => {
  const { siret, state } = c.get('collectivite')
  return state === 'ouverte' ? next() : c.redirect(collectivitePath(siret), 303)
})

/** Only where somebody reads attestations; elsewhere the other ways are told. */
export const whereAttestationsAreRead = createMiddleware<CollectiviteEnv>(async (c, next) => {
  const collectivite = c.get('collectivite')
  return readsAttestations(collectivite) ? next() : c.redirect(otherWayPath(collectivite.siret), 303)
})
