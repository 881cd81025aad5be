import { changeAccess } from '#src/collectivite/access/change-access.js'
import {
  allowOrganisation,
  forbidOrganisation,
  type PartnerOutcome,
} from '#src/collectivite/access/partners.js'
import type { Safe } from '#src/submission/safe.js'

/** The operator accepts an organisation. */
export function allowPartner(safe: Safe, siren: string, siret: string): Promise<PartnerOutcome> {
  return changeAccess(safe, siret, (tx, note) =>
    allowOrganisation(tx, note, { siret, siren, actor: 'service' }),
  )
}

/** The operator accepts it no more. */
export function forbidPartner(safe: Safe, siren: string, siret: string): Promise<PartnerOutcome> {
  return changeAccess(safe, siret, (tx, note) =>
    forbidOrganisation(tx, note, { siret, siren, actor: 'service' }),
  )
}
