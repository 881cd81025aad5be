import type { Context } from 'hono'
import type { AgentServices } from '#src/agent/desk-visit.js'
import {
  type ConfirmationState,
  confirmRecipient,
  findConfirmation,
} from '#src/delivery/confirm-recipient.js'
import { recipientPath } from '#src/delivery/recipients.js'
import { factory } from '#src/http/factory.js'
import { guessPage } from '#src/http/guesses.js'
import { RecipientConfirmation } from '#templates/agent/recipient-confirmation.js'

const path = '/agent/adresse/:token'

/** Where an address says yes, without signing in: whoever reads its mail may. Opening the link changes nothing. */
export function recipientConfirmationRoutes(services: AgentServices) {
  return factory
    .createApp()
    .get(path, async function open(c) {
      return show(c, services, await findConfirmation(services, c.req.param('token')))
    })
    .post(path, async function confirm(c) {
      return show(c, services, await confirmRecipient(services, c.req.param('token')))
    })
}

async function show(c: Context, services: AgentServices, state: ConfirmationState) {
  const tooMany = state.kind === 'unknown' && (await guessPage(c, services, 'link'))
  if (tooMany) return tooMany
  if (state.kind === 'unknown') c.status(404)
  const page = (
    <RecipientConfirmation
      kind={state.kind}
      collectivite={state.kind === 'unknown' ? null : state.collectivite}
      email={state.kind === 'unknown' ? null : state.email}
      action={recipientPath(c.req.param('token') ?? '')}
    />
  )
  return c.render(page, { title: TITLES[state.kind], area: 'agent' })
}

const TITLES: Record<ConfirmationState['kind'], string> = {
  'to-confirm': 'Confirmer cette adresse',
  confirmed: 'Adresse confirmée',
  expired: 'Ce lien a expiré',
  unknown: 'Ce lien ne mène nulle part',
}
