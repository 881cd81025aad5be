import type { SignedIn } from '../oidc/browser-sessions.js'
import { findChoice } from './choices.js'
import type { Hints } from './hints.js'
import { essentialAcrs } from './levels.js'

/**
 * Whether a live session answers a sign-in by itself: unless the service names another identity provider, another
 * person, or a level that the session did not reach. A hinted organisation changes nothing, nor does `prompt=login`.
 * https://github.com/proconnect-gouv/federation (back/apps/core-fca-low/src/controllers/interaction.controller.ts)
 */
export function mayReuse(
  { person, result }: SignedIn,
  { claims, idp_hint, login_hint }: Hints & { claims?: unknown },
): boolean {
  const persona = findChoice(person)?.persona
  const accepted = essentialAcrs(claims)
  return (
    (!idp_hint || persona?.idpId === idp_hint) &&
    (!login_hint || persona?.email === login_hint) &&
    (!accepted || accepted.includes(result.login?.acr ?? ''))
  )
}
