import { ErrorPage } from '../error-page.js'
import { chosenWayOut, type Decision, type InteractionDetails } from '../oidc/interaction.js'
import { renderPage } from '../page.js'
import { InteractionPage } from './interaction-page.js'
import { choices, findChoice } from './personas.js'

export function render(): string {
  return renderPage(InteractionPage({ choices }))
}

/** What the posted form leads to: the service, or a page of ProConnect. */
export function decide(form: URLSearchParams, { params }: InteractionDetails): Decision {
  const wayOut = chosenWayOut(form)
  if (wayOut) return wayOut
  const choice = findChoice(form.get('identity') ?? '')
  if (!choice) return { page: render(), status: 422 }
  const { persona, organisation } = choice
  if (persona.privateSector) {
    return {
      page: renderPage(
        ErrorPage({ code: 'Y500015', reason: 'private sector account not allowed for this service' }),
      ),
      status: 403,
    }
  }
  const required = essentialAcrs(params.claims)
  if (required && !required.includes(persona.acr)) {
    return { result: { error: 'access_denied', error_description: 'requested ACRs could not be satisfied' } }
  }
  const login = { accountId: persona.sub, acr: persona.acr, amr: persona.amr, remember: false }
  return { result: { login, consent: {}, organisation: organisation.siret } }
}

/** Levels that the service insists on: matched exactly, each acceptable one must be listed. */
function essentialAcrs(claims: unknown): string[] | null {
  const acr = typeof claims === 'string' ? JSON.parse(claims).id_token?.acr : null
  if (!acr?.essential) return null
  return acr.values ?? (acr.value ? [acr.value] : null)
}
