import { asc } from 'drizzle-orm'
import { AUDIT_KEY } from '#src/config-keys.js'
import { masterKeys } from '#src/db/schema.js'
import { countDataKeys } from '#src/keys/count-data-keys.js'
import { countPayloads } from '#src/onboarding/datapass/reseal-payloads.js'
import type { MasterKey } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'

export type ListedKey = {
  id: string
  /** `not-used`: in the configuration, and nothing was ever sealed under it; `unknown`: wraps, and is noted nowhere. */
  state: 'current' | 'in-use' | 'retired' | 'not-used' | 'unknown'
  since: Date | null
  /** Whether the configuration that this process was given holds it, under the value that is in use. */
  given: 'yes' | 'no' | 'another-value'
  dataKeys: number
  payloads: number
}

/** Every key that is in use, in the configuration, or named by an envelope. */
export async function listKeys(safe: Safe, auditKey: MasterKey): Promise<ListedKey[]> {
  const { db, keyring } = safe
  const given = [...keyring.masterKeys, auditKey]
  const [current] = given
  const noted = await db.select().from(masterKeys).orderBy(asc(masterKeys.createdAt))
  const [dataKeys, payloads] = [await countDataKeys(db), await countPayloads(safe)]
  const listed = noted.map((key) => {
    const isCurrent = key.id === current?.id || key.id === AUDIT_KEY
    const state: ListedKey['state'] = key.retiredAt ? 'retired' : isCurrent ? 'current' : 'in-use'
    return { id: key.id, state, since: key.retiredAt ?? key.createdAt, given: isGiven(key, given) }
  })
  const others = [...given.map(({ id }) => id), ...dataKeys.keys()]
    .filter((id, at, all) => all.indexOf(id) === at && !noted.some((key) => key.id === id))
    .map((id) => {
      const isOurs = given.some((key) => key.id === id)
      const state: ListedKey['state'] = isOurs && !dataKeys.has(id) ? 'not-used' : 'unknown'
      return { id, state, since: null, given: isOurs ? ('yes' as const) : ('no' as const) }
    })
  return [...listed, ...others].map((key) => ({
    ...key,
    dataKeys: dataKeys.get(key.id) ?? 0,
    payloads: payloads.get(key.id) ?? 0,
  }))
}

function isGiven({ id, proof }: MasterKey, given: MasterKey[]): ListedKey['given'] {
  const own = given.find((key) => key.id === id)
  if (!own) return 'no'
  return own.proof.equals(proof) ? 'yes' : 'another-value'
}
