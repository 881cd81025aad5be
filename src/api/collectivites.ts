import { COLLECTIVITE, COLLECTIVITES } from '#src/api/addresses.js'
import { refuse } from '#src/api/errors.js'
import { findOpenCollectivite, listOpenCollectivites } from '#src/api/open-collectivites.js'
import { openToAll } from '#src/api/open-to-all.js'
import { communeCog } from '#src/collectivite/identify.js'
import type { Db } from '#src/db/database.js'
import { factory } from '#src/http/factory.js'

const MINUTE = 60
const CODE_COG = /^\d[\dAB]\d{3}$/

/** The open collectivités: all of them, or the one of a commune. */
export function collectivitesRoutes(db: Db) {
  return factory
    .createApp()
    .on(['GET', 'OPTIONS'], [COLLECTIVITES, COLLECTIVITE], openToAll(MINUTE))
    .get(COLLECTIVITES, async function list(c) {
      return c.json(await listOpenCollectivites(db))
    })
    .get(COLLECTIVITE, async function show(c) {
      const code = communeCog(c.req.param('code_cog'))
      const found = CODE_COG.test(code) ? await findOpenCollectivite(db, code) : null
      return found ? c.json(found) : refuse(c, 'UNKNOWN_COLLECTIVITE')
    })
}
