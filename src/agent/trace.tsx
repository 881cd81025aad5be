import { recordPath, tracePath, withQuery } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { readSerial } from '#src/agent/read-address.js'
import { isNamed, namesInTrace } from '#src/agent/trace-names.js'
import { onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import type { AuditAction } from '#src/audit/audit.js'
import { readTrace } from '#src/audit/trace.js'
import { factory } from '#src/http/factory.js'
import { REFERENCE } from '#src/submission/reference.js'
import { actionWords } from '#templates/agent/action-words.js'
import { Trace } from '#templates/agent/trace.js'
import { formatInstant } from '#templates/format.js'

const PAGE = 100
const REFERENCES_SHOWN = 5
const FILES: AuditAction[] = ['export csv', 'export excel', 'courriel', 'fichier envoyé', 'avis envoyé']
const KINDS: Record<string, AuditAction[]> = {
  lectures: ['consultation', 'liste', 'recherche', 'pièce jointe', ...FILES],
  fichiers: FILES,
  effacements: ['purge', 'suppression', 'annulation', 'effacement des pièces', 'effacement'],
  agents: [
    'connexion',
    'accès refusé',
    'invitation',
    'invitation annulée',
    'arrivée',
    'demande d’accès',
    'demande acceptée',
    'refus',
    'changement de rôle',
    'changement d’adresse',
    'départ',
    'confirmation des accès',
    'réglages',
    'adresse ajoutée',
    'adresse confirmée',
    'adresse retirée',
    'adresse refusée',
    'envois repris',
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
        const [events, nameOf] = await Promise.all([
          searched && !reference
            ? []
            : readTrace(db, siret, { actions: KINDS[kind] ?? null, reference, before, limit: PAGE + 1 }),
          namesInTrace(db, siret),
        ])
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
              about: references.filter(isNamed).map(nameOf),
              count: references.filter((one) => !isNamed(one)).length,
              references: references
                .filter((one) => !isNamed(one))
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
