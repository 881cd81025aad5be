import { deskPath, membersPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { said } from '#src/agent/members/members.js'
import { onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import { mayWorkFor } from '#src/collectivite/access/accept-invitation.js'
import { answerRequest, requestAccess } from '#src/collectivite/access/requests.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { tellGestionnaires } from '#src/delivery/tell-gestionnaires.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { accessGrantedMail, accessRequestMail } from '#templates/mail/access-request.js'

/** An agent of the right organisation asks to come in; gestionnaires answer. */
export function requestRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, config, outbox } = services
  const linkTo = (path: string) => new URL(path, config.publicUrl).href
  return factory
    .createApp()
    .post('/agent/collectivites/:siret/demande', async function ask(c) {
      const signedIn = await visits.signedIn(c)
      if (!signedIn) return c.redirect('/agent', 303)
      const { agent } = signedIn
      const siret = c.req.param('siret')
      const collectivite = (await mayWorkFor(db, agent.siret, siret))
        ? await findCollectivite(db, siret)
        : null
      if (!collectivite) return errorPage(c, 404)
      const content = accessRequestMail({
        collectivite: collectivite.name,
        name: `${agent.givenName} ${agent.usualName}`,
        email: agent.email,
        link: linkTo(membersPath(siret)),
      })
      await requestAccess(safe, siret, agent, (tx) => tellGestionnaires(outbox, tx, siret, content))
      return c.redirect('/agent', 303)
    })
    .post(
      '/agent/collectivites/:siret/agents/:id/reponse',
      withMembership(services, visits),
      onlyGestionnaire,
      async function answer(c) {
        const membership = c.get('membership')
        const { reponse } = await c.req.parseBody()
        const word = reponse === 'accepter' ? 'accept' : reponse === 'refuser' ? 'refuse' : null
        const { name, siret } = membership.collectivite
        const content = accessGrantedMail({ collectivite: name, link: linkTo(deskPath(siret)) })
        const isNew =
          word &&
          (await answerRequest(safe, membership, c.req.param('id'), word, (tx, { id, email }) =>
            outbox.put(tx, siret, { to: email, content, about: id }),
          ))
        if (!isNew) return said(c, 'rien')
        return said(c, word === 'refuse' ? 'refusee' : 'acceptee')
      },
    )
}
