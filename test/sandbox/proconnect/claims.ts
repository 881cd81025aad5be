import type { Choice } from './choices.js'
import { rolesOf } from './organisations.js'

/** The claims of user info, before scopes filter them. */
export function claimsOf({ persona, organisation }: Choice) {
  const { id, sub, givenName, usualName, email, rolesUnknown, acr, idpId } = persona
  return {
    sub,
    given_name: givenName,
    usual_name: usualName,
    email,
    uid: `uid-${id}`,
    siret: organisation.siret,
    siren: organisation.siret.slice(0, 9),
    idp_id: idpId,
    idp_acr: acr,
    roles: rolesUnknown ? [] : rolesOf(organisation),
    organization_label: organisation.name,
    custom: {},
  }
}
