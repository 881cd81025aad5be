import type { Ids } from './ids.js'
import { type DataPassRequest, hasActiveAuthorization, type RequestState } from './request.js'

/** Those that a webhook can be told of, in the order of a request's life. */
export const EVENTS = [
  'create',
  'update',
  'submit',
  'request_changes',
  'approve',
  'refuse',
  'reopen',
  'cancel_reopening',
  'transfer',
  'revoke',
  'archive',
] as const
export type EventName = (typeof EVENTS)[number]

type Circumstances = { at: Date; ids: Ids; anotherStaysActive?: boolean }

/** What DataPass would let happen now. */
export function possibleEvents(request: DataPassRequest): EventName[] {
  return EVENTS.filter((event) => RULES[event].possible(request))
}

export function isEventName(event: string): event is EventName {
  return EVENTS.some((name) => name === event)
}

/** Moves the request; an event that DataPass does not know leaves it as it is. */
export function applyEvent(request: DataPassRequest, event: string, circumstances: Circumstances): void {
  const { at, ids } = circumstances
  if (isEventName(event)) RULES[event].apply(request, circumstances)
  request.events.push({ id: ids.next('event'), name: event, createdAt: at })
}

type Rule = {
  possible(request: DataPassRequest): boolean
  apply(request: DataPassRequest, circumstances: Circumstances): void
}

const inState =
  (...states: RequestState[]) =>
  ({ state }: DataPassRequest) =>
    states.includes(state)
const unchanged = () => {}

const RULES: Record<EventName, Rule> = {
  create: { possible: ({ events }) => events.length === 0, apply: unchanged },
  update: { possible: inState('draft', 'changes_requested', 'submitted'), apply: unchanged },
  submit: {
    possible: inState('draft', 'changes_requested'),
    apply: (request, { at }) => Object.assign(request, { state: 'submitted', lastSubmittedAt: at }),
  },
  request_changes: {
    possible: inState('submitted'),
    apply: (request) => Object.assign(request, { state: 'changes_requested' }),
  },
  approve: { possible: inState('submitted'), apply: approve },
  refuse: {
    possible: inState('submitted'),
    apply: (request) =>
      // What was given before it was opened again stays given.
      Object.assign(request, { state: request.reopening ? 'validated' : 'refused', reopening: false }),
  },
  reopen: {
    possible: inState('validated'),
    apply: (request, { at }) => Object.assign(request, { state: 'draft', reopening: true, reopenedAt: at }),
  },
  cancel_reopening: {
    possible: ({ reopening }) => reopening,
    apply: (request) => Object.assign(request, { state: 'validated', reopening: false }),
  },
  transfer: {
    possible: inState('draft', 'changes_requested', 'submitted', 'validated'),
    apply: unchanged,
  },
  revoke: { possible: hasActiveAuthorization, apply: revoke },
  archive: {
    possible: (request) =>
      inState('draft', 'changes_requested', 'refused', 'revoked')(request) &&
      !hasActiveAuthorization(request),
    apply: (request) => Object.assign(request, { state: 'archived' }),
  },
}

function approve(request: DataPassRequest, { at, ids }: Circumstances): void {
  for (const one of request.authorizations) if (one.state === 'active') one.state = 'obsolete'
  const id = ids.next('authorization')
  const slug = `${at.toISOString().slice(0, 10).split('-').reverse().join('-')}--${id}`
  const data = structuredClone(request.data)
  request.authorizations.push({ id, slug, state: 'active', createdAt: at, data })
  Object.assign(request, { state: 'validated', reopening: false, lastValidatedAt: at })
}

function revoke(request: DataPassRequest, circumstances: Circumstances): void {
  if (circumstances.anotherStaysActive) keepAnotherActive(request, circumstances)
  const last = request.authorizations.findLast(({ state }) => state === 'active')
  if (last) last.state = 'revoked'
  if (!hasActiveAuthorization(request)) Object.assign(request, { state: 'revoked', reopening: false })
}

// Two active ones at once exist in DataPass only when a request has several stages.
function keepAnotherActive(request: DataPassRequest, { ids }: Circumstances): void {
  const [oldest] = request.authorizations
  if (!oldest) return
  if (oldest !== request.authorizations.at(-1)) oldest.state = 'active'
  else request.authorizations.unshift({ ...oldest, id: ids.next('authorization'), state: 'active' })
}
