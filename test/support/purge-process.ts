import { createAudit } from '#src/audit/audit.js'
import { readConfig } from '#src/config.js'
import { connect } from '#src/db/connect.js'
import { createLog } from '#src/log.js'
import { createKeyring } from '#src/submission/keyring.js'
import { purge } from '#src/submission/purge.js'

// A purge in a process of its own, to be killed. It tells each line of the trace that it writes.
const config = readConfig(process.env)
const now = () => new Date(Number(process.argv[2]))
const { db, close } = await connect(config.database)
const audit = createAudit(config.keys.audit)
const safe = { db, keyring: createKeyring(config.keys.encryption), audit, now }
const log = createLog('info', { write: (line) => void process.send?.(line) })
await purge({ safe, log, config })
await close()
