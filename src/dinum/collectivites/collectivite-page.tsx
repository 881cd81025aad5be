import type { Context } from 'hono'
import { withQuery } from '#src/agent/addresses.js'
import { type AccessList, listAccess } from '#src/collectivite/access/list-access.js'
import { listOrganisations } from '#src/collectivite/access/partners.js'
import { collectivitePath } from '#src/collectivite/addresses.js'
import { CONTACT_KINDS, type Contact, listContacts } from '#src/collectivite/contacts.js'
import { livesAbout } from '#src/delivery/list-deliveries.js'
import { actsPath } from '#src/dinum/addresses.js'
import * as paths from '#src/dinum/collectivites/addresses.js'
import { CONTACT_PLACES } from '#src/dinum/collectivites/contact-places.js'
import { readHealth } from '#src/dinum/collectivites/read-health.js'
import type { CollectiviteEnv } from '#src/dinum/collectivites/with-collectivite.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { demandePath } from '#src/dinum/datapass/addresses.js'
import type { ConsoleServices } from '#src/dinum/with-operator.js'
import { ConsoleCollectivite } from '#templates/dinum/collectivite.js'
import type { ContactLine } from '#templates/dinum/contacts.js'
import type { GestionnaireLine } from '#templates/dinum/gestionnaires.js'
import { formatDate, formatInstant } from '#templates/format.js'

export type CollectivitePageState = { said?: string; siren?: { typed: string; error: string } }

/** Where a collectivité stands, and what may be done for it. */
export async function collectivitePage(
  c: Context<CollectiviteEnv>,
  { db, now, hubee }: ConsoleServices,
  { said = '', siren = { typed: '', error: '' } }: CollectivitePageState = {},
) {
  const collectivite = c.get('collectivite')
  const { siret, state } = collectivite
  const access = await listAccess(db, siret)
  const [health, contacts, sirens, lines] = await Promise.all([
    readHealth(db, collectivite, access),
    listContacts(db, siret),
    listOrganisations(db, siret),
    gestionnaireLines(db, siret, access, now()),
  ])
  const isClosed = state === 'fermée'
  const mayInvite = state === 'ouverte' || state === 'en attente'
  const page = (
    <ConsoleCollectivite
      nav={consoleNav('collectivités')}
      said={said}
      collectivite={collectivite}
      health={health}
      editor={health.editor}
      demandes={health.habilitations.map(({ id }) => ({ id, url: demandePath(id) }))}
      erased={health.erasedAt && formatInstant(health.erasedAt, PARIS)}
      gestionnaires={{
        lines,
        agents: access.members.filter(({ role }) => role === 'agent').length,
        inviteUrl: mayInvite ? paths.invitationsPath(siret) : null,
      }}
      contacts={contactLines(siret, contacts, isClosed)}
      hubee={
        hubee && !isClosed
          ? {
              channel: health.hubee,
              urls: { change: paths.hubeePath(siret), read: paths.hubeeReadingPath(siret) },
            }
          : null
      }
      organisations={
        isClosed
          ? null
          : {
              sirens: sirens.map((siren) => ({ siren, endUrl: paths.organisationEndPath(siret, siren) })),
              action: paths.organisationsPath(siret),
              typed: siren.typed,
              error: siren.error || null,
            }
      }
      urls={{
        page: collectivitePath(siret),
        journal: withQuery(actsPath, { siret }),
        suspension: mayInvite ? paths.decisionPath(siret, 'suspension') : null,
        resumption: mayInvite ? null : paths.decisionPath(siret, 'reprise'),
        closing: isClosed ? null : paths.decisionPath(siret, 'fermeture'),
        freeMail: isClosed ? null : paths.freeMailPath(siret),
      }}
    />
  )
  const { name } = collectivite
  return c.render(page, { title: siren.error ? `Erreur : ${name}` : name, area: 'dinum', signedIn: true })
}

const PARIS = 'Europe/Paris'

/** Those who are in, then those who are expected, with where their links stand. */
async function gestionnaireLines(
  db: ConsoleServices['db'],
  siret: string,
  { members, expected, invitations }: AccessList,
  now: Date,
): Promise<GestionnaireLine[]> {
  const links = new Map(invitations.map((invitation) => [invitation.email, invitation]))
  const ids = expected.flatMap(({ email }) => links.get(email)?.id ?? [])
  const lives = await livesAbout(db, siret, ids)
  const isGestionnaire = ({ role }: { role: string }) => role === 'gestionnaire'
  return [...members, ...expected].filter(isGestionnaire).map(({ name, email, acceptedAt }) => {
    const since = acceptedAt && formatDate(acceptedAt, PARIS)
    const link = since ? undefined : links.get(email)
    if (!link) return { name, email, since, link: null }
    const life = lives.get(link.id)
    return {
      name,
      email,
      since,
      link: {
        until: formatDate(link.expiresAt, PARIS),
        expired: link.expiresAt <= now,
        faultCode: life?.kind === 'failed' ? life.code : null,
      },
    }
  })
}

function contactLines(siret: string, contacts: Contact[], isClosed: boolean): ContactLine[] {
  return CONTACT_KINDS.map((kind) => {
    const contact = contacts.find((one) => one.kind === kind)
    return {
      kind,
      name: contact?.name ?? null,
      email: contact?.email ?? null,
      since: contact ? formatDate(contact.since, PARIS) : null,
      changeUrl: isClosed ? null : paths.contactPath(siret, CONTACT_PLACES[kind]),
    }
  })
}
