import type { Context } from 'hono'
import { deskPath, tracePath, withQuery } from '#src/agent/addresses.js'
import type { DeskEnv } from '#src/agent/with-membership.js'
import { errorPage } from '#src/http/error-page.js'
import { REFERENCE } from '#src/submission/reference.js'

/** Not one of this collectivité, or kept no longer; the trace tells a gestionnaire which. */
export function unknownTransmission(c: Context<DeskEnv>, reference: string) {
  const { collectivite, role } = c.get('membership')
  const { siret } = collectivite
  c.get('logRefusal')('TRANSMISSION_UNKNOWN')
  const ways = [{ href: deskPath(siret), label: 'Revenir à la liste' }]
  if (role === 'gestionnaire' && REFERENCE.test(reference))
    ways.push({ href: withQuery(tracePath(siret), { reference }), label: 'Voir ce qu’en dit le journal' })
  return errorPage(c, 404, { reason: 'transmission', ways })
}
