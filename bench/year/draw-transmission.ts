import { instantOf } from '#src/collectivite/local-time.js'
import type { Origin, SealedContent, SubmissionContent } from '#src/submission/content.js'
import { reasonsOf } from '#src/submission/reasons.js'
import type { Random } from '../../test/support/seeded.js'
import { drawAgain, drawIdentity, drawQuotientFamilial } from './people.js'
import type { Place } from './places.js'
import { createReferences } from './references.js'

/** A transmission as it lies in the safe at the end of the year, not yet sealed. */
export type Drawn = {
  id: string
  siret: string
  reference: string
  createdAt: Date
  origin: Origin
  content: SealedContent
  previousId: string | null
  openedAt: Date | null
  exportedAt: Date | null
  treatedAt: Date | null
}

const DAY = 86_400_000
const COME_AGAIN_OF_A_HUNDRED = 14

/** Who sent and will send again, the next one first. */
type Return = { dueAt: number; id: string; content: SubmissionContent }

/**
 * Draws one transmission after the other: of somebody new, or of who sent some weeks before.
 * @param at nothing happened after it
 */
export function createDrawer(random: Random, { at, seed }: { at: Date; seed: number }) {
  const returns = new Map<string, Return[]>()
  const nextReference = createReferences(seed)
  return (place: Place, day: string, moment: number): Drawn => {
    const createdAt = new Date(Math.min(startOf(day, place.timeZone) + moment, at.getTime() - 1))
    const waiting = returns.get(place.siret) ?? []
    const again = (waiting[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= createdAt.getTime() && waiting.shift()
    const id = drawId(random)
    const origin = again ? 'FranceConnect' : drawOrigin(random)
    const content = again ? drawReturn(random, again, day) : drawContent(random, place, day, origin)
    const reasons = reasonsOf(content, origin, again ? again.content : null)
    if (origin === 'FranceConnect' && random.below(100) < COME_AGAIN_OF_A_HUNDRED) {
      waiting.push({ dueAt: createdAt.getTime() + (20 + random.below(45)) * DAY, id, content })
      returns.set(place.siret, waiting)
    }
    return {
      id,
      siret: place.siret,
      reference: nextReference(),
      createdAt,
      origin,
      content: { ...content, attachments: [], reasons },
      previousId: again ? again.id : null,
      ...drawProgress(random, createdAt, at),
    }
  }
}

export function drawOrigin(random: Random): Origin {
  const drawn = random.below(100)
  if (drawn < 86) return 'FranceConnect'
  if (drawn < 93) return 'Attestation'
  return drawn < 97 ? 'Attestation sans FranceConnect' : 'Guichet'
}

function drawContent(random: Random, { commune }: Place, day: string, origin: Origin): SubmissionContent {
  const isDisputed = origin === 'Attestation' && random.below(100) < 20
  return {
    identity: drawIdentity(random, commune.codeCog),
    quotientFamilial: drawQuotientFamilial(random, day),
    externalId: random.below(100) < 15 ? String(10_000 + random.below(90_000)) : null,
    declared: {
      knownName: '',
      childrenOrServices: random.below(100) < 20 ? 'cantine, centre de loisirs' : '',
    },
    dispute: isDisputed ? 'Mon quotient familial a changé depuis la naissance de mon enfant.' : null,
  }
}

function drawReturn(random: Random, { content }: Return, day: string): SubmissionContent {
  return { ...content, dispute: null, quotientFamilial: drawAgain(random, content.quotientFamilial, day) }
}

/** Most are read within days, then taken away in a file, then treated; some never are. */
function drawProgress(random: Random, createdAt: Date, at: Date) {
  const after = (moment: Date | null, days: number, ofAHundred: number) => {
    if (!moment || random.below(100) >= ofAHundred) return null
    const later = new Date(moment.getTime() + Math.floor((random.below(1_000) / 1_000) ** 2 * days * DAY))
    return later < at ? later : null
  }
  const openedAt = after(createdAt, 10, 90)
  return { openedAt, exportedAt: after(openedAt, 15, 60), treatedAt: after(openedAt, 30, 90) }
}

const midnights = new Map<string, number>()

function startOf(day: string, timeZone: string): number {
  const key = `${day} ${timeZone}`
  const midnight = midnights.get(key) ?? instantOf(day, 0, timeZone).getTime()
  midnights.set(key, midnight)
  return midnight
}

/** A UUID of version 4 (RFC 9562). */
function drawId(random: Random): string {
  const part = (from = 0, below = 0x1_0000) => (from + random.below(below)).toString(16).padStart(4, '0')
  const [version, variant] = [part(0x4000, 0x1000), part(0x8000, 0x4000)]
  return `${part()}${part()}-${part()}-${version}-${variant}-${part()}${part()}${part()}`
}
