import { startSandbox } from '../test/sandbox/sandbox.js'

// A process of its own: what the State does is not our time.
const [publicUrl = ''] = process.argv.slice(2)
const sandbox = await startSandbox({ relyingParty: { publicUrl } })
process.send?.(sandbox.environment)
process.once('disconnect', () => process.exit())
