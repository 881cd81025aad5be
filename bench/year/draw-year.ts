import { localDay } from '#src/collectivite/local-time.js'
import type { Origin } from '#src/submission/content.js'
import { createRandom, type Random } from '../../test/support/seeded.js'
import { createDrawer, type Drawn, drawOrigin } from './draw-transmission.js'
import { type Commune, choosePlaces, createLot, type Place } from './places.js'
import { momentsOfDay, spreadOver, weightOf } from './seasons.js'

export type YearOrder = {
  seed: number
  /** The moment that is looked from: the year ends with the day before. */
  at: Date
  /** Transmissions that are kept then, all of the last 88 days: what is older was erased. */
  rows: number
  /** How many communes have the service open; all that there are at most. */
  collectivites: number
  /** Collectivités that get so many of these rows and no other, evenly among all others. */
  own?: { siret: string; rows: number }[]
}
/** What is kept of a day; and how many were sent to whom, which the public figures still know. */
export type Day = { day: string; kept: Drawn[]; sent: Map<string, Sent> }
export type Sent = { transmissions: number; sentWithoutFranceConnect: number }
/** Its collectivités, and its days from the first to the last. */
export type Year = { places: Place[]; days: Generator<Day> }

const DAY = 86_400_000
const DAYS = 365
// Of the 90 that are kept at most: a day for the hour of `at`, and one for the time zones.
const KEPT_DAYS = 88

/**
 * Draws a realistic year of France: the communes, by population; the school year; the hours; attestations, the counter
 * and disputes; who comes again with the same QF or another; what agents opened, took away and treated. The same order
 * draws the same year.
 */
export function drawYear(communes: Commune[], order: YearOrder): Year {
  const random = createRandom(order.seed)
  const places = choosePlaces(random, communes, order.collectivites)
  return { places, days: drawDays(random, places, order) }
}

function* drawDays(random: Random, places: Place[], order: YearOrder): Generator<Day> {
  const all = daysBefore(order.at)
  const [erased, kept] = [all.slice(0, -KEPT_DAYS), all.slice(-KEPT_DAYS)]
  const { own = [] } = order
  const lot = createLot(
    random,
    places.filter(({ siret }) => own.every((one) => one.siret !== siret)),
  )
  const weighs = (days: string[]) => days.reduce((sum, day) => sum + weightOf(day), 0)
  const erasedRows = spreadOver(erased, Math.round((order.rows * weighs(erased)) / weighs(kept)))
  for (const [at, day] of erased.entries()) {
    const sent: Day['sent'] = new Map()
    for (let row = 0; row < (erasedRows[at] ?? 0); row++) count(sent, lot().siret, drawOrigin(random))
    yield { day, kept: [], sent }
  }
  const draw = createDrawer(random, order)
  const ownNext = createOwn(places, order)
  const keptRows = spreadOver(kept, order.rows)
  for (const [at, day] of kept.entries()) {
    const sent: Day['sent'] = new Map()
    const drawn = Array.from(momentsOfDay(random, keptRows[at] ?? 0), (moment) =>
      draw(ownNext() ?? lot(), day, moment),
    )
    for (const { siret, origin } of drawn) count(sent, siret, origin)
    yield { day, kept: drawn, sent }
  }
}

function daysBefore(at: Date): string[] {
  const today = Date.parse(`${localDay(at, 'Europe/Paris')}T00:00:00Z`)
  return Array.from({ length: DAYS }, (_, day) =>
    new Date(today - (DAYS - day) * DAY).toISOString().slice(0, 10),
  )
}

function count(sent: Map<string, Sent>, siret: string, origin: Origin): void {
  // What an agent types at the counter stands in no figure.
  if (origin === 'Guichet') return
  const counts = sent.get(siret) ?? { transmissions: 0, sentWithoutFranceConnect: 0 }
  counts[origin === 'Attestation sans FranceConnect' ? 'sentWithoutFranceConnect' : 'transmissions']++
  sent.set(siret, counts)
}

/** Says whether the next row goes to one of these, so that each always has its share of the rows so far. */
function createOwn(places: Place[], { own = [], rows }: YearOrder): () => Place | null {
  const wanted = own.map((one) => {
    const place = places.find(({ siret }) => siret === one.siret)
    if (!place) throw new Error(`${one.siret} is not among the communes that were chosen`)
    return { place, share: one.rows / rows, given: 0 }
  })
  let row = 0
  return () => {
    row++
    const due = wanted.find(({ share, given }) => given < Math.ceil(row * share - 1e-9))
    if (!due) return null
    due.given++
    return due.place
  }
}
