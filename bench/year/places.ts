import { timeZoneOfDepartement } from '#src/collectivite/time-zone.js'
import type { communes } from '#src/db/schema.js'
import { headOfficeOf } from '../../test/support/communes.js'
import type { Random } from '../../test/support/seeded.js'

export type Commune = typeof communes.$inferSelect
/** A commune that uses the service. */
export type Place = { siret: string; timeZone: string; commune: Commune }

const ACTIVE_OF_A_HUNDRED = 10
const MORE_WHERE_ACTIVE = 8

/** So many communes of France, chosen among all of those that have a SIREN. */
export function choosePlaces(random: Random, communes: Commune[], count: number): Place[] {
  const known = communes.filter(({ siren }) => siren !== null)
  for (let at = 0; at < Math.min(count, known.length); at++) {
    const other = at + random.below(known.length - at)
    const [one, another] = [known[at], known[other]] as [Commune, Commune]
    known[at] = another
    known[other] = one
  }
  return known.slice(0, count).map((commune) => ({
    siret: headOfficeOf(commune.siren ?? ''),
    timeZone: timeZoneOfDepartement(commune.departementCode),
    commune,
  }))
}

/** Draws where the next transmission goes: by population, and eight times as often to the one in ten that is active. */
export function createLot(random: Random, places: Place[]): () => Place {
  let sum = 0
  const sums = places.map(({ commune }) => {
    const isActive = random.below(100) < ACTIVE_OF_A_HUNDRED
    sum += (commune.population + 1) * (isActive ? MORE_WHERE_ACTIVE : 1)
    return sum
  })
  return () => {
    const drawn = random.below(sum)
    let [first, last] = [0, places.length - 1]
    while (first < last) {
      const middle = (first + last) >> 1
      if ((sums[middle] ?? 0) > drawn) last = middle
      else first = middle + 1
    }
    return places[first] as Place
  }
}
