import type { Context } from 'hono'
import { type ListQuery, readListQuery } from '#src/agent/transmissions/list-query.js'
import type { DeskEnv } from '#src/agent/with-membership.js'

/** The selection of this request: its address, and the search of its session. Behind `withMembership`. */
export function deskQuery(c: Context<DeskEnv>): ListQuery {
  const { siret, timeZone } = c.get('membership').collectivite
  const { search } = c.get('signedIn')
  return readListQuery(c.req.query(), timeZone, search?.siret === siret ? search.text : null)
}
