import type { Db } from '#src/db/database.js'
import { keepFor } from '#src/statistics/keep-for.js'
import { firstDayAfter, firstDayOf, twelveMonths } from '#src/statistics/months.js'
import { countOpen, type Departement, type Sums, sumCounts } from '#src/statistics/sum-counts.js'
import { SHOWN_FROM, withhold } from '#src/statistics/withhold.js'

/** What everybody may read; null for what is withheld because it is of too few. */
export type Figures = {
  /** First and last month of the twelve that the figures are about, `AAAA-MM`. */
  from: string
  until: string
  openCollectivites: number
  /** Of the twelve months. */
  transmissions: number | null
  /** Since the first month with a transmission, oldest first. */
  months: { month: string; transmissions: number | null }[]
  departements: (Departement & { transmissions: number | null })[]
  /** Transmissions of the départements whose figure is withheld, together. */
  elsewhere: number | null
  /** Shares from 0 to 1; the page says of what. */
  rates: { connection: number | null; completion: number | null; reading: number | null }
}

// Months that are over hardly change, and are eleven twelfths of the work: nobody waits for them to be read again.
const PAST = { freshFor: 10 * 60_000, staleFor: 60 * 60_000 }
const PRESENT = { freshFor: 10_000 }

/**
 * Reads the public figures of the twelve months that end today; however many ask, the database is asked once in ten
 * seconds.
 */
export function createFigures(db: Db, now: () => Date) {
  const past = keepFor<Sums[]>(PAST, now)
  const present = keepFor<[Sums[], Departement[]]>(PRESENT, now)

  /** @param today `AAAA-MM-JJ` */
  return async function readFigures(today: string): Promise<Figures> {
    const months = twelveMonths(today)
    const [from = today, until = today] = [months[0], months.at(-1)]
    const [before, [current, departements]] = await Promise.all([
      past(until, () => sumCounts(db, firstDayOf(from), firstDayOf(until))),
      present(until, () =>
        Promise.all([sumCounts(db, firstDayOf(until), firstDayAfter(until)), countOpen(db)]),
      ),
    ])
    return figuresOf(months, [...before, ...current], departements)
  }
}

/** What may be shown of these sums. */
function figuresOf(months: string[], sums: Sums[], departements: Departement[]): Figures {
  const countsOf = (key: 'month' | 'departement', value: string) => {
    const rows = sums.filter((row) => row[key] === value)
    return { count: total(rows, 'transmissions'), certified: total(rows, 'completions') }
  }
  const byMonth = withhold(
    months
      .map((month) => ({ month, ...countsOf('month', month) }))
      .filter(({ month }) => sums.some((row) => row.transmissions > 0 && row.month <= month)),
    (a, b) => a.month.localeCompare(b.month),
  )
  // Which one is withheld beside a small one is decided by what everybody can count.
  const byDepartement = withhold(
    departements.map((one) => ({ ...one, ...countsOf('departement', one.code) })),
    (a, b) => a.open - b.open || a.code.localeCompare(b.code),
  )
  const isEnough = byMonth.rest !== null && byDepartement.rest !== null && total(sums, 'transmissions') > 0
  const ifEnough = <Told>(told: Told) => (isEnough ? told : null)
  return {
    from: months[0] ?? '',
    until: months.at(-1) ?? '',
    openCollectivites: departements.reduce((sum, { open }) => sum + open, 0),
    transmissions: ifEnough(total(sums, 'transmissions')),
    months: byMonth.figures.map(({ month, shown }) => ({ month, transmissions: ifEnough(shown) })),
    departements: byDepartement.figures
      .map(({ code, name, open, shown }) => ({ code, name, open, transmissions: ifEnough(shown) }))
      .filter(({ open, transmissions }) => open > 0 || transmissions !== null),
    elsewhere: ifEnough(byDepartement.rest),
    rates: {
      connection: ifEnough(share(total(sums, 'arrivals'), total(sums, 'departures'))),
      completion: ifEnough(share(total(sums, 'completions'), total(sums, 'arrivals'))),
      reading: ifEnough(
        share(total(sums, 'reads'), total(sums, 'transmissions') - total(sums, 'cancellations')),
      ),
    },
  }
}

function total(sums: Sums[], what: Exclude<keyof Sums, 'month' | 'departement'>): number {
  return sums.reduce((sum, row) => sum + row[what], 0)
}

// A process that was killed took visits along, so a part may be larger than its whole.
function share(part: number, whole: number): number | null {
  return whole < SHOWN_FROM ? null : Math.min(1, part / whole)
}
