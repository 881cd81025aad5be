import type { ErrorName } from './error-table.js'

export type Period = { year: number; month: number }

/** The month that goes in Paris. */
export function currentPeriod(now: Date): Period {
  const [year, month] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    year: 'numeric',
    month: '2-digit',
  })
    .format(now)
    .split('-')
  return { year: Number(year), month: Number(month) }
}

/** The period asked for by `annee` and `mois`, or the names of what is wrong with them. */
export function requestedPeriod(query: URLSearchParams, current: Period): Period | ErrorName[] {
  const annee = query.get('annee')
  const mois = query.get('mois')
  const year = annee === null ? current.year : Number(annee)
  const month = mois === null ? current.month : Number(mois)
  const faults: ErrorName[] = []
  if (annee !== null && !(/^\d{4}$/.test(annee) && year <= current.year && year >= current.year - 2))
    faults.push('year-refused')
  const future = annee !== null && year === current.year && month > current.month
  if (mois !== null && (!/^\d{1,2}$/.test(mois) || month < 1 || month > 12 || future))
    faults.push('month-refused')
  if (faults.length > 0) return faults
  // Passes the checks of API Particulier, then the provider behind refuses it.
  if (annee === null && month > current.month) return ['civil-data-refused']
  return { year, month }
}
