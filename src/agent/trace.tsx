import { recordPath, tracePath, withQuery } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { readSerial } from '#src/agent/read-address.js'
import { onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import type { AuditAction } from '#src/audit/audit.js'
import { readTrace } from '#src/audit/trace.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import { recipientNames } from '#src/delivery/recipients.js'
import { factory } from '#src/http/factory.js'
import { REFERENCE } from '#src/submission/reference.js'
import { actionWords } from '#templates/agent/action-words.js'
import { Trace } from '#templates/agent/trace.js'
import { formatInstant } from '#templates/format.js'

const PAGE = 100
const REFERENCES_SHOWN = 5
const KINDS: Record<string, AuditAction[]> = {
  lectures: ['consultation', 'liste', 'recherche', 'export csv', 'export excel', 'courriel'],
  fichiers: ['export csv', 'export excel', 'courriel'],
  agents: [
    'invitation',
    'invitation annulée',
    'arrivée',
    'demande d’accès',
    'demande acceptée',
    'refus',
    'changement de rôle',
    'départ',
    'confirmation des accès',
    'réglages',
    'adresse ajoutée',
    'adresse confirmée',
    'adresse retirée',
    'ouverture',
    'suspension',
    'réactivation',
    'fermeture',
    'contacts',
    'organisation acceptée',
    'organisation retirée',
  ],
}

/** Who opened, took away and changed what: for gestionnaires. Reading it opens nothing of a resident. */
export function traceRoutes(services: AgentServices, visits: DeskVisits) {
  const { db } = services
  return factory
    .createApp()
    .get(
      '/agent/collectivites/:siret/journal',
      withMembership(services, visits),
      onlyGestionnaire,
      async (c) => {
        const membership = c.get('membership')
        const { collectivite } = membership
        const { siret, timeZone } = collectivite
        const asked = c.req.query('quoi') ?? ''
        const kind = Object.hasOwn(KINDS, asked) ? asked : ''
        const before = readSerial(c.req.query('avant'))
        const searched = (c.req.query('reference') ?? '').trim().toUpperCase()
        const reference = REFERENCE.test(searched) ? searched : null
        const [events, agentName, addresses] = await Promise.all([
          searched && !reference
            ? []
            : readTrace(db, siret, { actions: KINDS[kind] ?? null, reference, before, limit: PAGE + 1 }),
          agentNames(db, siret),
          recipientNames(db, siret),
        ])
        const nameOf = (whom: string) => addresses.get(whom) ?? organisationName(whom) ?? agentName(whom)
        const shown = events.slice(0, PAGE)
        const last = shown.at(-1)
        const page = (
          <Trace
            nav={{ collectivite, items: deskNav(membership, 'journal') }}
            kind={kind}
            searched={searched.slice(0, 20)}
            events={shown.map(({ at, actor, action, references }) => ({
              at: formatInstant(at, timeZone),
              by: nameOf(actor),
              what: actionWords(action),
              about: references.filter(isSomebody).map(nameOf),
              count: references.filter((one) => !isSomebody(one)).length,
              references: references
                .filter((one) => !isSomebody(one))
                .slice(0, REFERENCES_SHOWN)
                .map((reference) => ({
                  reference,
                  url: recordPath(siret, reference),
                })),
            }))}
            traceUrl={tracePath(siret)}
            olderUrl={
              events.length > PAGE && last
                ? withQuery(tracePath(siret), {
                    ...(kind ? { quoi: kind } : {}),
                    ...(reference ? { reference } : {}),
                    avant: String(last.seq),
                  })
                : null
            }
          />
        )
        return c.render(page, { title: `Journal de ${collectivite.name}`, area: 'agent', signedIn: true })
      },
    )
}

function organisationName(whom: string): string | null {
  const siren = /^organisation:(\d{9})$/.exec(whom)?.[1]
  return siren ? `SIREN ${siren}` : null
}

// A line about an agent, an address or an organisation names it as the trace does.
function isSomebody(reference: string): boolean {
  return /^(agent|adresse|organisation):/.test(reference)
}
