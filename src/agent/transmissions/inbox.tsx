import {
  counterPath,
  csvPath,
  deskPath,
  examplesPath,
  filesPath,
  mailsPath,
  membersPath,
  publicityPath,
  recordPath,
  searchPath,
  selectionPath,
  treatFilePath,
  withQuery,
  xlsxPath,
} from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { accessDueProps } from '#src/agent/members/access-due.js'
import { readCount } from '#src/agent/read-address.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import {
  aboutToGoPath,
  type ListQuery,
  matcherOf,
  placeParameter,
} from '#src/agent/transmissions/list-query.js'
import { withMembership } from '#src/agent/with-membership.js'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { findTroubles } from '#src/delivery/list-deliveries.js'
import { factory } from '#src/http/factory.js'
import { findAboutToGo } from '#src/submission/before-purge.js'
import { type OpenedSubmission, ORIGINS } from '#src/submission/content.js'
import { countSubmissions } from '#src/submission/count-submissions.js'
import { type ExportLine, listExports } from '#src/submission/exports.js'
import { whereOf } from '#src/submission/filter.js'
import { listSubmissions, type Place } from '#src/submission/list-submissions.js'
import { COUNTED_AT_MOST } from '#templates/agent/count-words.js'
import { takenWords } from '#templates/agent/hubee-words.js'
import { Inbox } from '#templates/agent/inbox.js'
import type { LastFile } from '#templates/agent/inbox-notices.js'
import type { InboxRow } from '#templates/agent/inbox-table.js'
import { formatDay, formatInstant, formatMonth } from '#templates/format.js'
import { fundWord } from '#templates/fund.js'

const PAGE = 50

/** Transmissions of the collectivité as the address selects them, new on top; one audit line for the page. */
export function inboxRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, config, now } = services
  return factory
    .createApp()
    .get('/agent/collectivites/:siret', withMembership(services, visits), async (c) => {
      const membership = c.get('membership')
      const { collectivite, id } = membership
      const { siret, timeZone } = collectivite
      const query = deskQuery(c)
      const where = whereOf(query.filter)
      const wanted = { where, after: query.after, limit: PAGE, matches: matcherOf(query) }
      const [counts, listed, [lastFile], aboutToGo, troubles] = await Promise.all([
        countSubmissions(safe, siret, { upTo: COUNTED_AT_MOST, shown: where }),
        listSubmissions(safe, siret, wanted, `agent:${id}`),
        listExports(safe, siret, { limit: 1, actor: `agent:${id}` }),
        findAboutToGo(safe, collectivite, COUNTED_AT_MOST),
        findTroubles(safe.db, siret, now()),
      ])
      const page = (
        <Inbox
          nav={{ collectivite, items: deskNav(membership, 'transmissions') }}
          rows={listed.rows.map((submission) => toRow(submission, collectivite, query.here))}
          counts={counts}
          selection={query}
          origins={ORIGINS}
          searched={listed.searched}
          done={{
            what: c.req.query('fait') ?? '',
            rows: readCount(c.req.query('lignes')),
            gone: readCount(c.req.query('parties')),
          }}
          accessDue={accessDueProps(membership, now())}
          aboutToGo={
            aboutToGo && {
              count: aboutToGo.count,
              first: dayOf(aboutToGo.firstErasedAt, timeZone),
              url: aboutToGoPath(siret, aboutToGo, timeZone),
            }
          }
          troubles={troubles}
          manages={membership.role === 'gestionnaire'}
          lastFile={
            lastFile?.rows?.toTreat ? toLastFile(lastFile, lastFile.rows.toTreat, collectivite) : null
          }
          urls={urlsOf(siret, query, listed.next)}
          publicUrl={new URL(collectivitePath(siret), config.publicUrl).href}
        />
      )
      return c.render(page, {
        title: `Transmissions reçues par ${collectivite.name}`,
        area: 'agent',
        signedIn: true,
        scripts: ['copy.js', 'tick-all.js'],
      })
    })
}

function urlsOf(siret: string, { parameters, after, here }: ListQuery, next: Place | null) {
  const { etat, export: exported, ...others } = parameters
  const list = (change: Record<string, string>) => withQuery(deskPath(siret), { ...others, ...change })
  return {
    list: withQuery(deskPath(siret), here),
    everything: deskPath(siret),
    states: {
      all: list({}),
      toTreat: list({ etat: 'a-traiter' }),
      treated: list({ etat: 'traite' }),
      neverExported: list({ export: 'jamais' }),
    },
    search: searchPath(siret),
    csv: withQuery(csvPath(siret), parameters),
    xlsx: withQuery(xlsxPath(siret), parameters),
    selection: withQuery(selectionPath(siret), here),
    next: next && withQuery(deskPath(siret), { ...parameters, apres: placeParameter(next) }),
    newest: after ? withQuery(deskPath(siret), parameters) : null,
    counter: counterPath(siret),
    examples: examplesPath(siret),
    files: filesPath(siret),
    mails: mailsPath(siret),
    publicity: publicityPath(siret),
    members: membersPath(siret),
  }
}

function toLastFile(
  { id, createdAt, count }: ExportLine,
  toTreat: number,
  { siret, timeZone }: Collectivite,
): LastFile {
  return { leftAt: formatInstant(createdAt, timeZone), count, toTreat, treatUrl: treatFilePath(siret, id) }
}

function toRow(
  { identity, quotientFamilial, previous, declared, ...submission }: OpenedSubmission,
  { siret, timeZone, deliversToHubee }: Collectivite,
  here: Record<string, string>,
): InboxRow {
  const changed = previous && previous.value !== quotientFamilial.value
  return {
    reference: submission.reference,
    url: withQuery(recordPath(siret, submission.reference), here),
    sentAt: formatInstant(submission.createdAt, timeZone),
    familyName: identity.familyName,
    givenNames: identity.givenNames.join(' '),
    birthdate: identity.birthdate,
    ...declared,
    value: quotientFamilial.value,
    before: changed ? { value: previous.value, day: dayOf(previous.createdAt, timeZone) } : null,
    month: formatMonth(quotientFamilial.year, quotientFamilial.month),
    fund: fundWord(quotientFamilial.provider),
    origin: submission.origin,
    toCheck: submission.reasons,
    treated: submission.treatedAt !== null,
    taken: submission.exportedAt && takenWords(deliversToHubee),
    example: submission.example,
  }
}

function dayOf(instant: Date, timeZone: string): string {
  return formatDay(localDay(instant, timeZone))
}
