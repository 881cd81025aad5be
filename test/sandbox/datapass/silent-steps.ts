import type { EventName } from './apply-event.js'
import type { DataPassRequest } from './request.js'

/**
 * What has to happen before an event can, without a word: a webhook is told only of the events that it chose.
 * An impossible one needs nothing, and stays impossible.
 */
export function silentSteps(request: DataPassRequest, event: string): EventName[] {
  const { state, reopening } = request
  if (DECISIONS.has(event)) {
    if (state === 'validated') return ['reopen', 'submit']
    return state === 'draft' || state === 'changes_requested' ? ['submit'] : []
  }
  if (event === 'submit' && state === 'validated') return ['reopen']
  if (event === 'cancel_reopening' && state === 'validated' && !reopening) return ['reopen']
  return []
}

const DECISIONS = new Set(['request_changes', 'approve', 'refuse'])
