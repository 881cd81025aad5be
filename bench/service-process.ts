import { readConfig } from '#src/config.js'
import { createLog } from '#src/log.js'
import { start } from '#src/start.js'

// A process of its own: what one service does while its upstreams are down must not slow down the one beside it.
process.once('message', async ({ environment, mailAuthority }: ServiceOrder) => {
  const log = createLog('info', { write: () => {} })
  await start(readConfig(environment), { log, mailAuthority })
  process.send?.('ready')
})
process.once('disconnect', () => process.exit())

/** What the process is told, once, before it says that it is ready. */
export type ServiceOrder = { environment: Record<string, string>; mailAuthority: string }
