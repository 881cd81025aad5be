import { searchWords } from '#src/collectivite/search-key.js'
import { type OpenedSubmission, ORIGINS } from '#src/submission/content.js'
import type { Filter } from '#src/submission/filter.js'
import type { Place } from '#src/submission/list-submissions.js'
import { formatDay } from '#templates/format.js'

/** What the address of a list says, and nothing it should not: unknown values are left out. */
export type ListQuery = {
  filter: Filter
  after: Place | null
  /** As typed. */
  search: string
  onlyChanged: boolean
  /** What is selected, in words: `à traiter, encore dans aucun fichier`. */
  words: string
  /** The same selection as parameters of an address, without the page. */
  parameters: Record<string, string>
}

const SEARCH_MAX_CHARACTERS = 100
const DAY = /^20\d{2}-\d{2}-\d{2}$/
const PLACE = /^(20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f-]{36})$/
const STATES = new Map<string, NonNullable<Filter['state']>>([
  ['a-traiter', 'à traiter'],
  ['traite', 'traité'],
])
const TO_CHECK = ['oui', 'qf-modifie']

/** Reads `etat`, `origine`, `verifier`, `export`, `du`, `au`, `q` and `apres`. */
export function readListQuery(query: Record<string, string>, timeZone: string): ListQuery {
  const parameters = {
    etat: [...STATES.keys()].find((state) => state === query.etat) ?? '',
    export: query.export === 'jamais' ? 'jamais' : '',
    origine: ORIGINS.find((origin) => origin === query.origine) ?? '',
    verifier: TO_CHECK.find((one) => one === query.verifier) ?? '',
    du: readDay(query.du),
    au: readDay(query.au),
    q: (query.q ?? '').trim().slice(0, SEARCH_MAX_CHARACTERS),
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
  const [, createdAt, id] = PLACE.exec(query.apres ?? '') ?? []
  return {
    filter,
    after:
      createdAt && id && !Number.isNaN(Date.parse(createdAt)) ? { createdAt: new Date(createdAt), id } : null,
    search: parameters.q,
    onlyChanged: parameters.verifier === 'qf-modifie',
    words: wordsOf(filter),
    parameters: Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '')),
  }
}

/** Where the next page begins, as `apres`. */
export function placeParameter({ createdAt, id }: Place): string {
  return `${createdAt.toISOString()}_${id}`
}

/** What must hold of the sealed content: every word in a name, a declared field or the reference; null for no search. */
export function matcherOf({ search, onlyChanged }: ListQuery): ((row: OpenedSubmission) => boolean) | null {
  const words = searchWords(search).split(' ').filter(Boolean)
  if (words.length === 0 && !onlyChanged) return null
  return ({ identity, declared, externalId, reference, reasons }) => {
    if (onlyChanged && !reasons.includes('QF modifié')) return false
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
  // 30 February is read as 2 March.
  const instant = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return instant && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : ''
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
