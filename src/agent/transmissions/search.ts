import { deskPath, withQuery } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { readListQuery } from '#src/agent/transmissions/list-query.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'

const SEARCH_MAX_CHARACTERS = 100

/** The search form: filters go into the address, the name into the session. */
export function searchRoutes(services: AgentServices, visits: DeskVisits) {
  return factory
    .createApp()
    .post('/agent/collectivites/:siret/recherche', withMembership(services, visits), async (c) => {
      const { siret, timeZone } = c.get('membership').collectivite
      const fields = Object.entries(await c.req.parseBody()).filter(
        (field): field is [string, string] => typeof field[1] === 'string',
      )
      const form = Object.fromEntries(fields)
      const text = (form.q ?? '').trim().slice(0, SEARCH_MAX_CHARACTERS)
      await visits.keepSearch(c, { siret, text })
      const { parameters } = readListQuery({ ...form, apres: '', recherche: 'oui' }, timeZone, text)
      // What was not understood stays to be said.
      const { du = '', au = '' } = form
      const period = Object.fromEntries(Object.entries({ du, au }).filter(([, day]) => day !== ''))
      return c.redirect(withQuery(deskPath(siret), { ...parameters, ...period }), 303)
    })
}
