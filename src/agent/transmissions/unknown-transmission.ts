import type { Context } from 'hono'
import { deskPath } from '#src/agent/addresses.js'
import { errorPage } from '#src/http/error-page.js'

/** Not one of this collectivité, or kept no longer. */
export function unknownTransmission(c: Context, siret: string) {
  const ways = [{ href: deskPath(siret), label: 'Revenir à la liste' }]
  return errorPage(c, 404, { reason: 'transmission', ways })
}
