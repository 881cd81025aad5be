import * as v from 'valibot'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { sendInvitation } from '#src/agent/members/invitation-mail.js'
import { said } from '#src/agent/members/members.js'
import { membersPage } from '#src/agent/members/members-page.js'
import { onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import {
  cancelInvitation,
  type InviteOutcome,
  invite,
  inviteAgain,
} from '#src/collectivite/access/invitations.js'
import { factory } from '#src/http/factory.js'

const path = '/agent/collectivites/:siret/agents/invitations'
const EmailSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254), v.rfcEmail())

/** A gestionnaire invites by e-mail, sends the link again, or cancels it. */
export function inviteRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, now } = services
  const guards = [withMembership(services, visits), onlyGestionnaire] as const
  return factory
    .createApp()
    .post(path, ...guards, async function inviteSomebody(c) {
      const membership = c.get('membership')
      const { collectivite } = membership
      const { courriel, role: chosen } = await c.req.parseBody()
      const role = chosen === 'gestionnaire' ? 'gestionnaire' : 'agent'
      const typed = typeof courriel === 'string' ? courriel : ''
      const again = (status: 422 | 503, error: string) => {
        c.status(status)
        return membersPage(c, { db, now: now() }, membership, { form: { email: typed, role, error } })
      }
      const email = v.safeParse(EmailSchema, typed)
      if (!email.success) return again(422, 'Écrivez une adresse complète, comme mairie@exemple.fr.')
      const outcome = await invite(safe, membership, { email: email.output, role })
      if (outcome.kind === 'just-issued') return said(c, 'invite')
      if (outcome.kind !== 'issued') return again(422, REFUSALS[outcome.kind])
      const by = c.get('signedIn').agent
      const left = await sendInvitation(services, collectivite, outcome, `${by.givenName} ${by.usualName}`)
      return left ? said(c, 'invite') : again(503, NOT_SENT)
    })
    .post(`${path}/:id/renvoi`, ...guards, async function sendAgain(c) {
      const membership = c.get('membership')
      const outcome = await inviteAgain(safe, membership, c.req.param('id'))
      if (outcome.kind !== 'issued') return said(c, outcome.kind === 'unknown' ? 'rien' : 'invite')
      const by = c.get('signedIn').agent
      const left = await sendInvitation(
        services,
        membership.collectivite,
        outcome,
        `${by.givenName} ${by.usualName}`,
      )
      return said(c, left ? 'invite' : 'non-partie')
    })
    .post(`${path}/:id/annulation`, ...guards, async function cancel(c) {
      const isNew = await cancelInvitation(safe, c.get('membership'), c.req.param('id'))
      return said(c, isNew ? 'annulee' : 'rien')
    })
}

const NOT_SENT =
  'Le courriel n’a pas pu partir. Vérifiez l’adresse, ou réessayez plus tard : une même adresse ne reçoit pas plus de cinq invitations par jour.'
const REFUSALS: Record<Exclude<InviteOutcome['kind'], 'issued' | 'just-issued'>, string> = {
  'already-in':
    'Cette personne a déjà accès. Si elle n’arrive plus à entrer, retirez-la puis invitez-la de nouveau.',
  'has-asked': 'Cette personne a demandé l’accès\u00a0: acceptez sa demande ci-dessus.',
  'too-many': 'Cinquante invitations attendent déjà une réponse. Annulez-en d’abord.',
}
