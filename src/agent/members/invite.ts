import type { Context } from 'hono'
import * as v from 'valibot'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { said } from '#src/agent/members/members.js'
import { membersPage } from '#src/agent/members/members-page.js'
import { postLimitedInvitation } from '#src/agent/members/post-limited-invitation.js'
import { type DeskEnv, onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import {
  cancelInvitation,
  type InviteOutcome,
  invite,
  inviteAgain,
  type Post,
} from '#src/collectivite/access/invitations.js'
import { EmailSchema } from '#src/email.js'
import { factory } from '#src/http/factory.js'
import { orTooOften } from '#src/limits/link-limit.js'

const path = '/agent/collectivites/:siret/agents/invitations'

/** A gestionnaire invites by e-mail, sends the link again, or cancels it. */
export function inviteRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, now } = services
  const guards = [withMembership(services, visits), onlyGestionnaire] as const
  return factory
    .createApp()
    .post(path, ...guards, async function inviteSomebody(c) {
      const membership = c.get('membership')
      const { courriel, role: chosen } = await c.req.parseBody()
      const role = chosen === 'gestionnaire' ? 'gestionnaire' : 'agent'
      const typed = typeof courriel === 'string' ? courriel : ''
      const again = (error: string) => {
        c.status(422)
        return membersPage(c, { db, now: now() }, membership, { form: { email: typed, role, error } })
      }
      const email = v.safeParse(EmailSchema, typed)
      if (!email.success) return again('Écrivez une adresse complète, comme mairie@exemple.fr.')
      const outcome = await orTooOften(invite(safe, membership, { email: email.output, role }, postOf(c)))
      if (outcome === 'too-often') return again(TOO_OFTEN)
      if (outcome.kind === 'issued' || outcome.kind === 'just-issued') return said(c, 'invite')
      return again(REFUSALS[outcome.kind])
    })
    .post(`${path}/:id/renvoi`, ...guards, async function sendAgain(c) {
      const membership = c.get('membership')
      const outcome = await orTooOften(inviteAgain(safe, membership, c.req.param('id'), postOf(c)))
      if (outcome === 'too-often') return said(c, 'trop')
      return said(c, outcome.kind === 'unknown' ? 'rien' : 'invite')
    })
    .post(`${path}/:id/annulation`, ...guards, async function cancel(c) {
      const isNew = await cancelInvitation(safe, c.get('membership'), c.req.param('id'))
      return said(c, isNew ? 'annulee' : 'rien')
    })

  function postOf(c: Context<DeskEnv>): Post {
    const { givenName, usualName } = c.get('signedIn').agent
    const { collectivite } = c.get('membership')
    return (tx, issued) =>
      postLimitedInvitation(services, tx, collectivite, issued, `${givenName} ${usualName}`)
  }
}

const TOO_OFTEN =
  'Trop de liens sont partis aujourd’hui : cinq par adresse, cinquante en tout. Demandez à la personne de regarder dans ses courriers indésirables, ou réessayez demain.'
const REFUSALS: Record<Exclude<InviteOutcome['kind'], 'issued' | 'just-issued'>, string> = {
  'already-in':
    'Cette personne a déjà accès. Si elle n’arrive plus à entrer, retirez-la puis invitez-la de nouveau.',
  'has-asked': 'Cette personne a demandé l’accès\u00a0: acceptez sa demande ci-dessus.',
  'too-many': 'Cinquante invitations attendent déjà une réponse. Annulez-en d’abord.',
}
