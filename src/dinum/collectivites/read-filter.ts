import type { CollectiviteState } from '#src/collectivite/collectivite.js'

/** What may be wrong with a collectivité, as far as the directory and the daily counts tell. */
export const HEALTH_FILTERS = [
  'personne',
  'jamais-vue',
  'aucune-transmission',
  'courriels',
  'attend-operateur',
] as const
export type HealthFilter = (typeof HEALTH_FILTERS)[number]
export type ConsoleFilter = {
  /** Words of a name, a SIRET or its beginning, a COG or a postal code; as typed. */
  text: string
  state: CollectiviteState | null
  departement: string | null
  /** Whether anything was transmitted in the last 30 days. */
  activity: 'avec' | 'sans' | null
  health: HealthFilter | null
}

const STATES = new Map<string, CollectiviteState>([
  ['en-attente', 'en attente'],
  ['ouverte', 'ouverte'],
  ['suspendue', 'suspendue'],
  ['fermee', 'fermée'],
])
const TEXT_AT_MOST = 100

/** Reads `q`, `etat`, `departement`, `activite`, `sante` and `page`; unknown values are left out of `parameters` too. */
export function readFilter(query: Record<string, string>): {
  filter: ConsoleFilter
  parameters: Record<string, string>
  page: number
} {
  const text = (query.q ?? '').trim().slice(0, TEXT_AT_MOST)
  const state = STATES.get(query.etat ?? '') ?? null
  const departement = /^(\d{2,3}|2[AB])$/.test(query.departement ?? '') ? (query.departement ?? null) : null
  const activity = query.activite === 'avec' || query.activite === 'sans' ? query.activite : null
  const health = HEALTH_FILTERS.find((one) => one === query.sante) ?? null
  const known = { q: text, etat: state && query.etat, departement, activite: activity, sante: health }
  const parameters = Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  const page = /^[1-9]\d{0,4}$/.test(query.page ?? '') ? Number(query.page) : 1
  return { filter: { text, state, departement, activity, health }, parameters, page }
}
