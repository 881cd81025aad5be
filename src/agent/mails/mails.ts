import type { Context } from 'hono'
import * as v from 'valibot'
import { mailsPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { readMailsForm, understandMails } from '#src/agent/mails/mails-form.js'
import { mailsPage } from '#src/agent/mails/mails-page.js'
import { type DeskEnv, onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import { saveMailSettings } from '#src/delivery/mail-settings.js'
import {
  type AddOutcome,
  addRecipient,
  askAgain,
  listRecipients,
  RECIPIENTS_AT_MOST,
  removeRecipient,
} from '#src/delivery/recipients.js'
import { EmailSchema } from '#src/email.js'
import { factory } from '#src/http/factory.js'
import { orTooOften } from '#src/limits/link-limit.js'

const path = '/agent/collectivites/:siret/courriels'

/** What leaves by mail: every member reads it, gestionnaires decide. */
export function mailsRoutes(services: AgentServices, visits: DeskVisits) {
  const { db, now } = services
  const member = withMembership(services, visits)
  const guards = [member, onlyGestionnaire] as const
  const page = (c: Context<DeskEnv>, state?: Parameters<typeof mailsPage>[2]) =>
    mailsPage(c, { db, now: now() }, state)
  return factory
    .createApp()
    .get(path, member, (c) => page(c))
    .post(path, ...guards, async function save(c) {
      const { collectivite } = c.get('membership')
      const form = readMailsForm(await c.req.parseBody())
      const recipients = await listRecipients(db, collectivite.siret)
      const reading = understandMails(form, collectivite, recipients)
      if (reading.kind === 'refused') return page(c, { form, errors: reading.errors })
      await saveMailSettings(services, c.get('membership'), reading.settings)
      return said(c, 'enregistre')
    })
    .post(`${path}/adresses`, ...guards, async function add(c) {
      const { adresse } = await c.req.parseBody()
      const typed = typeof adresse === 'string' ? adresse : ''
      const again = (error: string) => page(c, { address: { typed, error } })
      const email = v.safeParse(EmailSchema, typed)
      if (!email.success) return again('Écrivez une adresse complète, comme mairie@exemple.fr.')
      const outcome = await orTooOften(addRecipient(services, c.get('membership'), email.output))
      return outcome === 'added' ? said(c, 'ajoutee') : again(REFUSALS[outcome])
    })
    .post(`${path}/adresses/:id/renvoi`, ...guards, async function sendAgain(c) {
      const outcome = await orTooOften(askAgain(services, c.get('membership'), c.req.param('id')))
      return said(c, outcome === 'too-often' ? 'trop' : outcome ? 'ajoutee' : 'rien')
    })
    .post(`${path}/adresses/:id/retrait`, ...guards, async function remove(c) {
      const isNew = await removeRecipient(services, c.get('membership'), c.req.param('id'))
      return said(c, isNew ? 'retiree' : 'rien')
    })
}

function said(c: Context<DeskEnv>, word: string) {
  return c.redirect(`${mailsPath(c.get('membership').collectivite.siret)}?fait=${word}`, 303)
}

const REFUSALS: Record<Exclude<AddOutcome, 'added'> | 'too-often', string> = {
  'already-active': 'Cette adresse reçoit déjà les courriels.',
  'too-many': `${RECIPIENTS_AT_MOST} adresses au plus\u00a0: retirez-en d’abord une.`,
  'free-mail':
    'Le fichier ne peut pas partir vers une messagerie grand public. Donnez une adresse de la collectivité, ou choisissez l’avis ci-dessus.',
  'too-often':
    'Trop de liens sont partis aujourd’hui\u00a0: cinq par adresse, cinquante en tout. Regardez dans les courriers indésirables, ou réessayez demain.',
}
