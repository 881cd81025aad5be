import { type Choice, choices } from './choices.js'

/** What a service suggests at a sign-in; none of it restricts anything. */
export type Hints = { idp_hint?: unknown; login_hint?: unknown; siret_hint?: unknown }

export function knowsIdp(idpId: unknown): boolean {
  return choices.some(({ persona }) => persona.idpId === idpId)
}

/** Those of the identity provider that is hinted at, the person and the organisation hinted at first. */
export function choicesFor({ idp_hint, login_hint, siret_hint }: Hints): Choice[] {
  const rank = ({ persona, organisation }: Choice) =>
    (persona.email === login_hint ? 2 : 0) + (organisation.siret === siret_hint ? 1 : 0)
  return choices
    .filter(({ persona }) => !idp_hint || persona.idpId === idp_hint)
    .sort((one, other) => rank(other) - rank(one))
}
