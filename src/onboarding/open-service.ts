import { type Opening, type OpeningOutcome, openCollectivite } from '#src/collectivite/open-collectivite.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { ensureDataKey } from '#src/submission/data-key.js'
import type { Safe } from '#src/submission/safe.js'

/** Opens the service to a collectivité: its place in the directory, and the key under which its data will be sealed. */
export async function openService(
  { db, keyring }: Pick<Safe, 'db' | 'keyring'>,
  opening: Opening,
): Promise<OpeningOutcome> {
  const outcome = await openCollectivite(db, opening)
  if (outcome.kind === 'opened' || outcome.kind === 'already-open') {
    await asCollectivite(db, opening.siret, (tx) => ensureDataKey(tx, keyring, opening.siret))
  }
  return outcome
}
