import { startSandbox } from '../test/sandbox/sandbox.js'

/** What the service must know of the State in its process of its own. */
export type Upstreams = { environment: Record<string, string>; mailAuthority: string }

// A process of its own: what the State does is not our time.
const [publicUrl = ''] = process.argv.slice(2)
if (publicUrl) {
  const sandbox = await startSandbox({ relyingParty: { publicUrl } })
  const upstreams: Upstreams = {
    environment: sandbox.environment,
    mailAuthority: sandbox.mailboxAuthority,
  }
  process.send?.(upstreams)
  process.once('disconnect', () => process.exit())
}
