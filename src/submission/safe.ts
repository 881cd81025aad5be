import type { Audit } from '#src/audit/audit.js'
import type { Db } from '#src/db/database.js'
import type { Keyring } from '#src/submission/keyring.js'

/** What the safe works with. */
export type Safe = { db: Db; keyring: Keyring; audit: Audit; now: () => Date }
