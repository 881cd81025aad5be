import { deskPath, withQuery } from '#src/agent/addresses.js'
import { readInstant } from '#src/agent/read-address.js'
import { isCalendarDay, localDay } from '#src/collectivite/local-time.js'
import { searchWords } from '#src/collectivite/search-key.js'
import type { AboutToGo } from '#src/submission/before-purge.js'
import { type OpenedSubmission, ORIGINS, type Reason } from '#src/submission/content.js'
import type { Filter } from '#src/submission/filter.js'
import type { Place } from '#src/submission/list-submissions.js'
import { UUID_PARAMETER } from '#src/uuid.js'
import { formatDay } from '#templates/format.js'

/** What the address of a list says, and nothing it should not: unknown values are left out. */
export type ListQuery = {
  filter: Filter
  after: Place | null
  /** As typed; kept in the session and never in an address. */
  search: string
  /** Reasons are sealed with the rest: only opening tells. */
  onlyReason: Reason | null
  /** What is selected, in words: `à traiter, encore dans aucun fichier`. */
  words: string
  /** The same selection as parameters of an address, without the page. */
  parameters: Record<string, string>
  /** The same, with the page. */
  here: Record<string, string>
  /** The period makes no sense: nothing should leave by it. */
  wrongPeriod: boolean
}

const DAY = /^20\d{2}-\d{2}-\d{2}$/
const PLACE = new RegExp(`^(.+)_(${UUID_PARAMETER})$`)
const STATES = new Map<string, NonNullable<Filter['state']>>([
  ['a-traiter', 'à traiter'],
  ['traite', 'traité'],
])
// Those that an origin does not tell.
const TO_CHECK = new Map<string, Reason | null>([
  ['oui', null],
  ['qf-modifie', 'QF modifié'],
  ['qf-zero', 'QF à 0'],
  ['signale', 'Signalé par l’usager'],
])

/**
 * Reads `etat`, `origine`, `verifier`, `export`, `du`, `au`, `apres`, and `recherche`, which stands for the search of
 * the session.
 */
export function readListQuery(
  query: Record<string, string>,
  timeZone: string,
  searched: string | null,
): ListQuery {
  const search = query.recherche ? (searched ?? '') : ''
  const parameters = {
    etat: [...STATES.keys()].find((state) => state === query.etat) ?? '',
    export: query.export === 'jamais' ? 'jamais' : '',
    origine: ORIGINS.find((origin) => origin === query.origine) ?? '',
    verifier: [...TO_CHECK.keys()].find((one) => one === query.verifier) ?? '',
    du: readDay(query.du),
    au: readDay(query.au),
    recherche: search === '' ? '' : 'oui',
  }
  const filter: Filter = {
    state: STATES.get(parameters.etat) ?? null,
    origin: ORIGINS.find((origin) => origin === parameters.origine) ?? null,
    toCheck: parameters.verifier !== '',
    neverExported: parameters.export === 'jamais',
    from: parameters.du || null,
    until: parameters.au || null,
    timeZone,
  }
  const [apres = '', instant = '', id = ''] = PLACE.exec(query.apres ?? '') ?? []
  const createdAt = readInstant(instant)
  const after = createdAt && { createdAt, id }
  const said = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''))
  const { du, au } = parameters
  return {
    filter,
    after,
    search,
    onlyReason: TO_CHECK.get(parameters.verifier) ?? null,
    words: wordsOf(filter),
    parameters: said,
    here: after ? { ...said, apres } : said,
    wrongPeriod: Boolean((query.du && !du) || (query.au && !au) || (du && au && du > au)),
  }
}

/** The list of what is erased soon though nobody treated it nor took it away. */
export function aboutToGoPath(siret: string, { sentUntil }: AboutToGo, timeZone: string): string {
  const au = localDay(sentUntil, timeZone)
  return withQuery(deskPath(siret), { etat: 'a-traiter', export: 'jamais', au })
}

/** Where the next page begins, as `apres`. */
export function placeParameter({ createdAt, id }: Place): string {
  return `${createdAt.toISOString()}_${id}`
}

/** What must hold of the sealed content: every word in a name, a declared field or the reference; null for no search. */
export function matcherOf({ search, onlyReason }: ListQuery): ((row: OpenedSubmission) => boolean) | null {
  if (search === '' && !onlyReason) return null
  const words = searchWords(search).split(' ').filter(Boolean)
  // Signs alone find nothing, rather than everything.
  if (search !== '' && words.length === 0) return () => false
  return ({ identity, declared, externalId, reference, reasons }) => {
    if (onlyReason && !reasons.includes(onlyReason)) return false
    const { knownName, childrenOrServices } = declared
    const texts = [
      identity.familyName,
      // As typed by who leaves the apostrophe out.
      searchWords(identity.familyName).replaceAll(' ', ''),
      ...identity.givenNames,
      knownName,
      childrenOrServices,
      externalId ?? '',
      reference,
    ]
    const found = ` ${searchWords(texts.join(' '))}`
    return words.every((word) => found.includes(` ${word}`))
  }
}

function readDay(text = ''): string {
  return DAY.test(text) && isCalendarDay(text) ? text : ''
}

function wordsOf({ state, origin, toCheck, neverExported, from, until }: Filter): string {
  const words = [
    state && (state === 'traité' ? 'traitées' : 'à traiter'),
    neverExported && 'encore dans aucun fichier',
    toCheck && 'à vérifier',
    origin,
    from && `à partir du ${formatDay(from)}`,
    until && `jusqu’au ${formatDay(until)}`,
  ].filter(Boolean)
  return words.length === 0 ? 'toutes' : words.join(', ')
}
