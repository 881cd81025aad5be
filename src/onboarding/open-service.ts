import { type Opening, type OpeningOutcome, openCollectivite } from '#src/collectivite/open-collectivite.js'
import { isSiret } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { ensureDataKey } from '#src/submission/data-key.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Opens the service to a collectivité, whole or not at all: its place in the directory, and the key under which its data
 * will be sealed.
 */
export async function openService(
  { db, keyring }: Pick<Safe, 'db' | 'keyring'>,
  opening: Opening,
): Promise<OpeningOutcome> {
  const { siret } = opening
  if (!isSiret(siret)) return { kind: 'not-a-siret' }
  return asCollectivite(db, siret, async (tx) => {
    const outcome = await openCollectivite(tx, opening)
    if (outcome.kind === 'opened' || outcome.kind === 'already-open') await ensureDataKey(tx, keyring, siret)
    return outcome
  })
}
