import { ErrorPage } from '../error-page.js'
import { chosenWayOut, type Decide, type Decision } from '../oidc/interaction.js'
import { renderPage } from '../page.js'
import { findChoice } from './choices.js'
import { choicesFor, type Hints, knowsIdp } from './hints.js'
import { InteractionPage } from './interaction-page.js'
import { essentialAcrs, levelFor } from './levels.js'
import { mayReuse } from './may-reuse.js'
import { isPublicService } from './organisations.js'

/**
 * A live session goes straight back to the service; a posted choice always counts. To change person or organisation in
 * a browser she signs out and in again.
 */
export const decide: Decide = (form, { params }, signedIn) => {
  if (params.idp_hint && !knowsIdp(params.idp_hint))
    return failure('idp_hint_not_found', 'provided idp_hint could not be found')
  if (!form) return signedIn && mayReuse(signedIn, params) ? { kind: 'same' } : choicePage(params, 200)
  const wayOut = chosenWayOut(form)
  if (wayOut) return wayOut
  const choice = findChoice(form.get('identity') ?? '')
  if (!choice) return choicePage(params, 422)
  const { persona, organisation } = choice
  if (!isPublicService(organisation)) return { kind: 'page', status: 403, page: PRIVATE_SECTOR }
  const level = levelFor(persona, essentialAcrs(params.claims))
  if (!level) return failure('access_denied', 'requested ACRs could not be satisfied')
  const login = { accountId: persona.sub, ...level, remember: false }
  return {
    kind: 'chosen',
    person: choice.id,
    result: { login, consent: {}, organisation: organisation.siret },
  }
}

const PRIVATE_SECTOR = renderPage(
  ErrorPage({ code: 'Y500015', reason: 'private sector account not allowed for this service' }),
)

function choicePage(hints: Hints, status: number): Decision {
  return { kind: 'page', status, page: renderPage(InteractionPage({ choices: choicesFor(hints) })) }
}

function failure(error: string, error_description: string): Decision {
  return { kind: 'error', error, error_description }
}
