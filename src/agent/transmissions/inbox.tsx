import { isNotNull, isNull } from 'drizzle-orm'
import { csvPath, deskPath, recordPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { withMembership } from '#src/agent/with-membership.js'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { submissions } from '#src/db/schema.js'
import { factory } from '#src/http/factory.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { countSubmissions, openSubmissions } from '#src/submission/open-submissions.js'
import { Inbox } from '#templates/agent/inbox.js'
import { formatInstant, formatMonth } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'

const PAGE = 200
const STATES = ['a-traiter', 'traite'] as const
const WHERE = {
  'a-traiter': isNull(submissions.treatedAt),
  traite: isNotNull(submissions.treatedAt),
}

/** Transmissions of the collectivité, all or of one state, new on top; one audit line for the page. */
export function inboxRoutes(services: AgentServices, visits: DeskVisits) {
  return factory
    .createApp()
    .get('/agent/collectivites/:siret', withMembership(services, visits), async (c) => {
      const { collectivite, id } = c.get('membership')
      const { siret } = collectivite
      const state = STATES.find((one) => one === c.req.query('etat')) ?? null
      const [counts, opened] = await Promise.all([
        countSubmissions(services.safe, siret),
        openSubmissions(
          services.safe,
          siret,
          { where: state ? WHERE[state] : undefined, newestFirst: true, limit: PAGE },
          { actor: `agent:${id}`, action: 'liste' },
        ),
      ])
      const page = (
        <Inbox
          collectivite={collectivite}
          transmissions={opened.map((submission) => toRow(submission, collectivite))}
          counts={counts}
          state={state}
          listUrl={deskPath(siret)}
          csvUrl={csvPath(siret)}
          publicUrl={new URL(collectivitePath(siret), services.config.publicUrl).href}
        />
      )
      return c.render(page, {
        title: `Transmissions reçues par ${collectivite.name}`,
        area: 'agent',
        signedIn: true,
        scripts: counts.total === 0 ? ['copy.js'] : [],
      })
    })
}

function toRow(
  { identity, quotientFamilial, ...submission }: OpenedSubmission,
  { siret, timeZone }: Collectivite,
) {
  return {
    reference: submission.reference,
    url: recordPath(siret, submission.reference),
    sentAt: formatInstant(submission.createdAt, timeZone),
    familyName: identity.familyName,
    givenNames: identity.givenNames.join(' '),
    birthdate: identity.birthdate,
    value: quotientFamilial.value,
    month: formatMonth(quotientFamilial.year, quotientFamilial.month),
    fund: fundWord(quotientFamilial.provider),
    toCheck: submission.reasons,
    treated: submission.treatedAt !== null,
  }
}
