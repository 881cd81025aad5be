import type { HubeeOptions } from '#src/external/hubee/calls.js'
import { createHubee, type Hubee } from '#src/external/hubee/client.js'
import type { Sandbox } from '../sandbox/sandbox.js'

/** Our client, on the HubEE of a sandbox. */
export function hubeeOf({ hubeeEnvironment }: Sandbox, change: Partial<HubeeOptions> = {}): Hubee {
  const { HUBEE_API_URL, HUBEE_TOKEN_URL, HUBEE_CLIENT_ID, HUBEE_CLIENT_SECRET } = hubeeEnvironment
  return createHubee({
    url: new URL(HUBEE_API_URL ?? ''),
    tokenUrl: new URL(HUBEE_TOKEN_URL ?? ''),
    clientId: HUBEE_CLIENT_ID ?? '',
    clientSecret: HUBEE_CLIENT_SECRET ?? '',
    scope: 'OSL',
    ...change,
  })
}
