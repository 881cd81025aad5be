import type { Context } from 'hono'
import * as v from 'valibot'
import {
  allowOrganisation,
  forbidOrganisation,
  type PartnerOutcome,
} from '#src/collectivite/access/partners.js'
import { allowFreeMail } from '#src/delivery/mail-settings.js'
import { actOn } from '#src/dinum/act-on.js'
import { collectivitePage } from '#src/dinum/collectivites/collectivite-page.js'
import { hubeeRoutes } from '#src/dinum/collectivites/hubee.js'
import { said } from '#src/dinum/collectivites/said.js'
import { type CollectiviteEnv, withConsoleCollectivite } from '#src/dinum/collectivites/with-collectivite.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { EmailSchema } from '#src/email.js'
import { factory } from '#src/http/factory.js'
import { inviteAgain } from '#src/onboarding/invite-again.js'
import { tellOfAccess } from '#src/onboarding/tell-of-access.js'

const path = '/dinum/collectivites/:siret'

/** The page of a collectivité, and the acts that one button does. */
export function collectiviteRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const guards = [guard, withConsoleCollectivite(services)] as const
  return factory
    .createApp()
    .get(path, ...guards, (c) => collectivitePage(c, services, { said: c.req.query('fait') ?? '' }))
    .post(`${path}/invitations`, ...guards, async function invite(c) {
      const { siret } = c.get('collectivite')
      const { courriel } = await c.req.parseBody()
      const email = v.parse(v.fallback(EmailSchema, ''), courriel)
      const outcome = await actOn(
        services,
        c.get('operator'),
        siret,
        async ({ tx, note, actor, journal }) => {
          const outcome = await inviteAgain(services, tx, note, { siret, email, actor })
          if (outcome === 'issued') await journal('invitation')
          return outcome
        },
      )
      return said(c, outcome === 'unchanged' ? 'rien' : 'invitation')
    })
    .post(`${path}/organisations`, ...guards, async function accept(c) {
      const body = await c.req.parseBody()
      const typed = typeof body.siren === 'string' ? body.siren.trim().slice(0, 40) : ''
      const siren = typed.replace(/\s/g, '')
      // Else operators could let themselves in.
      const isOurs = services.config.dinum.sirets.some((own) => own.startsWith(siren) && siren.length === 9)
      const outcome = isOurs ? 'not-a-siren' : await organisation(c, siren, allowOrganisation)
      if (outcome !== 'not-a-siren') return said(c, outcome === 'allowed' ? 'acceptee' : 'rien')
      c.status(422)
      const error = isOurs
        ? 'L’organisation de l’opérateur ne peut pas être acceptée\u00a0: ses agents ne lisent rien des habitants.'
        : 'Ce n’est pas un SIREN\u00a0: il a 9 chiffres, dont le dernier vérifie les autres.'
      return collectivitePage(c, services, { siren: { typed, error } })
    })
    .post(`${path}/organisations/:siren/retrait`, ...guards, async function forbid(c) {
      const siren = c.req.param('siren')
      const outcome = /^\d{9}$/.test(siren) ? await organisation(c, siren, forbidOrganisation) : 'unchanged'
      return said(c, outcome === 'forbidden' ? 'retiree' : 'rien')
    })
    .post(`${path}/messageries`, ...guards, async function freeMail(c) {
      const { siret } = c.get('collectivite')
      const { fichier } = await c.req.parseBody()
      if (fichier !== 'oui' && fichier !== 'non') return said(c, 'rien')
      const allowed = fichier === 'oui'
      const outcome = await actOn(
        services,
        c.get('operator'),
        siret,
        async ({ tx, note, actor, journal }) => {
          const outcome = await allowFreeMail(tx, note, { siret, allowed, actor })
          if (outcome !== 'unchanged') await journal('messageries grand public', fichier)
          return outcome
        },
      )
      return said(c, outcome === 'unchanged' ? 'rien' : `fichier-${fichier}`)
    })
    .route('/', hubeeRoutes(services, guard))

  function organisation(
    c: Context<CollectiviteEnv>,
    siren: string,
    change: typeof allowOrganisation,
  ): Promise<PartnerOutcome> {
    const { siret } = c.get('collectivite')
    return actOn(services, c.get('operator'), siret, async ({ tx, note, actor, journal }) => {
      const outcome = await change(tx, note, { siret, siren, actor })
      if (outcome === 'allowed') {
        await journal('organisation acceptée', siren)
        await tellOfAccess(services, tx, c.get('collectivite'), { siren })
      }
      if (outcome === 'forbidden') await journal('organisation retirée', siren)
      return outcome
    })
  }
}
