import { createMiddleware } from 'hono/factory'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { isSiret } from '#src/collectivite/siret.js'
import { consolePath } from '#src/dinum/addresses.js'
import type { ConsoleEnv, ConsoleServices } from '#src/dinum/with-operator.js'
import { errorPage } from '#src/http/error-page.js'

/** A page about the collectivité of its address. */
export type CollectiviteEnv = ConsoleEnv & { Variables: { collectivite: Collectivite } }

const LIST = { href: consolePath, label: 'Revenir aux collectivités' }

/** Finds the collectivité of the address, whatever its state. Behind `withOperator`. */
export function withConsoleCollectivite({ db }: Pick<ConsoleServices, 'db'>) {
  return createMiddleware<CollectiviteEnv>(async (c, next) => {
    const siret = c.req.param('siret') ?? ''
    const collectivite = isSiret(siret) ? await findCollectivite(db, siret) : null
    if (!collectivite) return errorPage(c, 404, { reason: 'collectivité', ways: [LIST] })
    c.set('collectivite', collectivite)
    return next()
  })
}
