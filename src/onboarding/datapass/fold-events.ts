import type { EventFacts } from '#src/onboarding/datapass/read-event.js'

/** An event with the number of its arrival. */
export type KeptEvent = EventFacts & { arrival: number }
/** Where a demande stands. */
export type Folded = {
  definition: string
  requestState: string | null
  /** Whether the service was ever granted. */
  approved: boolean
  active: boolean
  /** When it last became active or stopped being so. */
  changedAt: Date | null
  /** The organisation that uses the service by it; null for a body without SIRET. */
  organizationSiret: string | null
  /** Another organisation, which a transfer names and the operator has not accepted. */
  transferSiret: string | null
  /** The arrival of the event that says who answers for it now; null before the first approval. */
  namedBy: number | null
  /** When it was fired. */
  namedAt: Date | null
}

/**
 * Folds the events of one demande, in the order in which they were fired, to the second, and then arrived. An approval
 * grants, a revocation ends unless an authorization remains; whatever else happens to the demande changes neither: a
 * reopening, its refusal and its cancelling leave what was granted. Facts in docs/datapass.md.
 * @param acceptedSiret the organisation of the last transfer that the operator accepted
 */
export function foldEvents(events: KeptEvent[], acceptedSiret: string | null): Folded {
  const inOrder = [...events].sort(
    (one, other) => one.firedAt.getTime() - other.firedAt.getTime() || one.arrival - other.arrival,
  )
  return inOrder.reduce((state, event) => withEvent(state, event, acceptedSiret), NOTHING)
}

const NOTHING: Folded = {
  definition: '',
  requestState: null,
  approved: false,
  active: false,
  changedAt: null,
  organizationSiret: null,
  transferSiret: null,
  namedBy: null,
  namedAt: null,
}

function withEvent(before: Folded, event: KeptEvent, acceptedSiret: string | null): Folded {
  const state = {
    ...before,
    definition: event.definition,
    requestState: event.requestState ?? before.requestState,
  }
  if (event.event === 'approve') return approved(state, event, acceptedSiret)
  if (event.event === 'revoke' && before.approved)
    return { ...state, ...changed(before, before.active && remains(event), event) }
  if (event.event === 'transfer' && before.approved) return transferred(state, event, acceptedSiret)
  return state
}

/** Of several authorizations one may be revoked and another go on. */
function remains({ authorized, requestState }: KeptEvent): boolean {
  return authorized ?? (requestState !== null && requestState !== 'revoked')
}

function approved(state: Folded, event: KeptEvent, acceptedSiret: string | null): Folded {
  // A demande to API Particulier that no longer asks for this service ends it.
  if (!event.concerned) return state.approved ? { ...state, ...changed(state, false, event) } : state
  const granted = { ...state, approved: true, ...changed(state, true, event), changedAt: event.firedAt }
  if (!state.approved) return { ...granted, organizationSiret: event.organizationSiret, ...namedIn(event) }
  return transferred(granted, event, acceptedSiret)
}

/** Who answers for it may change; which organisation uses the service does so only if the operator says so. */
function transferred(state: Folded, event: KeptEvent, acceptedSiret: string | null): Folded {
  const { organizationSiret } = event
  if (organizationSiret === null || organizationSiret === state.organizationSiret)
    return { ...state, transferSiret: null, ...namedIn(event) }
  if (organizationSiret === acceptedSiret)
    return { ...state, organizationSiret, transferSiret: null, ...namedIn(event) }
  return { ...state, transferSiret: organizationSiret }
}

// Of an event that does not ask for this service the content is not kept.
function namedIn({ concerned, arrival, firedAt }: KeptEvent) {
  return concerned ? { namedBy: arrival, namedAt: firedAt } : {}
}

function changed(before: Folded, active: boolean, { firedAt }: KeptEvent) {
  return { active, changedAt: active === before.active ? before.changedAt : firedAt }
}
