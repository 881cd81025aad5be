import type { Habilitation } from '#src/external/datapass/answers.js'
import type { Difference } from '#src/onboarding/datapass/differences.js'

/** A demande as it stands here, once approved. */
export type OwnDemande = {
  id: number
  organizationSiret: string | null
  active: boolean
  /** When its last event was fired, and when the last to arrive did. */
  lastFiredAt: Date
  lastReceivedAt: Date
}
export type Comparison = {
  /** Active at DataPass, and never heard of here. */
  missing: Habilitation[]
  differences: Difference[]
  /** Active here, and not in the list of DataPass. */
  notListed: OwnDemande[]
}

// An event is fired when the habilitation is given, or soon after.
const SOON = 10 * 60_000

/**
 * What DataPass and this service say differently.
 * @param listed active habilitations for this service; of one demande the newest counts
 */
export function compare(listed: Habilitation[], own: OwnDemande[]): Comparison {
  const here = new Map(own.map((demande) => [demande.id, demande]))
  const there = new Map<number, Habilitation>()
  for (const one of listed) {
    const known = there.get(one.demandeId)
    if (!known || known.createdAt < one.createdAt) there.set(one.demandeId, one)
  }
  return {
    missing: [...there.values()].filter(({ demandeId }) => !here.has(demandeId)),
    differences: [...there.values()].flatMap((one) => differenceOf(one, here.get(one.demandeId)) ?? []),
    notListed: own.filter(({ id, active }) => active && !there.has(id)),
  }
}

function differenceOf(there: Habilitation, here: OwnDemande | undefined): Difference | null {
  if (!here) return null
  const siret = there.organization?.siret ?? null
  const about = { habilitationId: here.id, organizationSiret: here.organizationSiret }
  if (!here.active) return { ...about, kind: 'terminée ici' }
  if (siret !== here.organizationSiret) return { ...about, kind: 'autre SIRET' }
  const isSilent = there.createdAt.getTime() > here.lastFiredAt.getTime() + SOON
  return isSilent ? { ...about, kind: 'événements arrêtés' } : null
}
