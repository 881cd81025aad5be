import type { SignedIn } from '../oidc/browser-sessions.js'
import { chosenWayOut, type Decide, type Decision, type InteractionDetails } from '../oidc/interaction.js'
import { renderPage } from '../page.js'
import { ConfirmationPage } from './confirmation-page.js'
import { findIdentity, identities } from './identities.js'
import { InteractionPage } from './interaction-page.js'
import { ACR } from './protocol.js'
import { labelsOf } from './scopes.js'

/** Whose session lives only confirms; anybody else, and who asks for another identity, chooses one. */
export const decide: Decide = (form, details, signedIn) => {
  if (!form) return signedIn ? confirmation(details, signedIn) : choice(details)
  const wayOut = chosenWayOut(form)
  if (wayOut) return wayOut
  if (form.has('other')) return choice(details)
  if (form.has('continue') && signedIn) return { kind: 'same' }
  const identity = findIdentity(form.get('identity') ?? '')
  if (!identity) return { ...choice(details), status: 422 }
  const login = { accountId: identity.id, acr: ACR, amr: ['fc', 'pwd'], remember: false }
  return { kind: 'chosen', person: identity.id, result: { login, consent: {} } }
}

type Page = Extract<Decision, { kind: 'page' }>

function choice({ params }: InteractionDetails): Page {
  const page = InteractionPage({ identities, transmitted: labelsOf(String(params.scope)) })
  return { kind: 'page', status: 200, page: renderPage(page) }
}

function confirmation(details: InteractionDetails, { person }: SignedIn): Page {
  const identity = findIdentity(person)
  if (!identity) return choice(details)
  const page = ConfirmationPage({ identity, transmitted: labelsOf(String(details.params.scope)) })
  return { kind: 'page', status: 200, page: renderPage(page) }
}
