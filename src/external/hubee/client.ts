import { createCalls, type HubeeOptions } from '#src/external/hubee/calls.js'
import { casesOf } from '#src/external/hubee/cases.js'
import { foldersOf } from '#src/external/hubee/folders.js'
import { subscriptionsOf } from '#src/external/hubee/subscriptions.js'

export type Hubee = ReturnType<typeof createHubee>

/**
 * HubEE V1 as a sender of the form uses it. Nothing here is repeated by itself: whoever calls knows what may be done
 * twice. Faults of the other side are a `HubeeError`. https://github.com/dinum-HubEE/Documentations
 */
export function createHubee(options: HubeeOptions) {
  const calls = createCalls(options)
  return { ...foldersOf(calls), ...casesOf(calls), ...subscriptionsOf(calls) }
}
