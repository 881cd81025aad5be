import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import { COMMAND, noteAct } from '#src/audit/acts.js'
import { ConfigError } from '#src/config.js'
import { AUDIT_KEY } from '#src/config-keys.js'
import type { Db } from '#src/db/database.js'
import { onceReached } from '#src/db/once-reached.js'
import { masterKeys } from '#src/db/schema.js'
import { keyFaults } from '#src/keys/key-faults.js'
import { describeError, type Log } from '#src/log.js'
import { type MasterKey, proofOf } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'

type KeyServices = {
  db: Db
  safe: Pick<Safe, 'keyring' | 'audit' | 'now'>
  config: { keys: { audit: Buffer; formerAudit: Buffer[] } }
}

/**
 * Compares the keys of the configuration with those in use, and notes the current ones among these. At the start of
 * every process, before it does anything.
 * @param except an id that is not looked at, because a command is about to forget it
 * @throws {ConfigError} naming every key that is missing or another, and what to do; then nothing is noted
 */
export async function acceptKeys(services: KeyServices, except?: string): Promise<void> {
  const { keyring, now } = services.safe
  const auditKey = { id: AUDIT_KEY, proof: proofOf(services.config.keys.audit) }
  const given = [...keyring.masterKeys, auditKey]
  await services.db.transaction(async (tx) => {
    await note(tx, services, auditKey, except)
    const inUse = await tx.select().from(masterKeys)
    const faults = inUse
      .filter(({ id }) => id !== except)
      .flatMap((key) => keyFaults(key, given.find(isCalled(key.id)), now()))
    if (faults.length > 0) throw new ConfigError(faults)
  })
}

/** The same as soon as the database answers. */
export async function acceptKeysOnceReached(services: KeyServices & { log: Log }): Promise<void> {
  await onceReached(
    () => acceptKeys(services),
    (error) => {
      if (error instanceof ConfigError) throw error
      services.log.error('keys not checked', describeError(error))
    },
  )
}

async function note(
  tx: Db,
  { safe, config }: KeyServices,
  auditKey: MasterKey,
  except?: string,
): Promise<void> {
  const { masterKeys: own } = safe.keyring
  const [current] = own
  // What the others wrap is not known when none was ever noted. In one order, or two processes hold each other up.
  const isFirst = (await tx.$count(masterKeys)) === 0
  const noted = [...(isFirst ? own : [current]), auditKey]
    .filter(({ id }) => id !== except)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  if (noted.length > 0) await tx.insert(masterKeys).values(noted).onConflictDoNothing()
  const { id, proof, retiredAt } = masterKeys
  await tx
    .update(masterKeys)
    .set({ retiredAt: null })
    .where(and(eq(id, current.id), eq(proof, current.proof), isNotNull(retiredAt)))
  await replaceAuditKey(tx, safe, auditKey.proof, config.keys.formerAudit)
}

// The one before stands behind it: who changes it has both.
async function replaceAuditKey(
  tx: Db,
  safe: KeyServices['safe'],
  current: Buffer,
  former: Buffer[],
): Promise<void> {
  if (former.length === 0) return
  const { id, proof } = masterKeys
  const replaced = await tx
    .update(masterKeys)
    .set({ proof: current, createdAt: safe.now() })
    .where(and(eq(id, AUDIT_KEY), inArray(proof, former.map(proofOf)), ne(proof, current)))
    .returning({ id })
  if (replaced.length > 0) await noteAct(safe, tx, COMMAND, 'changement de clé', { concerned: AUDIT_KEY })
}

function isCalled(id: string): (key: MasterKey) => boolean {
  return (key) => key.id === id
}
