import { chosenWayOut, type Decision, type InteractionDetails } from '../oidc/interaction.js'
import { renderPage } from '../page.js'
import { findIdentity, identities } from './identities.js'
import { InteractionPage } from './interaction-page.js'
import { ACR } from './protocol.js'
import { labelsOf } from './scopes.js'

export function render({ params }: InteractionDetails): string {
  return renderPage(InteractionPage({ identities, transmitted: labelsOf(String(params.scope)) }))
}

/** What the posted form leads to. */
export function decide(form: URLSearchParams, details: InteractionDetails): Decision {
  const wayOut = chosenWayOut(form)
  if (wayOut) return wayOut
  const identity = findIdentity(form.get('identity') ?? '')
  if (!identity) return { page: render(details), status: 422 }
  return {
    result: { login: { accountId: identity.id, acr: ACR, amr: ['fc', 'pwd'], remember: false }, consent: {} },
  }
}
