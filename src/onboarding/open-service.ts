import type { Actor } from '#src/audit/audit.js'
import { noteIn } from '#src/collectivite/access/change-access.js'
import { type Opening, type OpeningOutcome, openCollectivite } from '#src/collectivite/open-collectivite.js'
import { isSiret } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { ensureDataKey } from '#src/submission/data-key.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Opens the service to a collectivité, whole or not at all: its place in the directory, the key under which its data
 * will be sealed, and the first line of its trace. One that is there already stays as it is.
 * @param actor left out by programs that prepare a database
 */
export async function openService(safe: Safe, opening: Opening, actor?: Actor): Promise<OpeningOutcome> {
  const { siret } = opening
  if (!isSiret(siret)) return { kind: 'not-a-siret' }
  return asCollectivite(safe.db, siret, (tx) => openServiceIn(safe, tx, opening, actor))
}

/** The same, inside `asCollectivite`. */
export async function openServiceIn(
  safe: Safe,
  tx: Db,
  opening: Opening,
  actor?: Actor,
): Promise<OpeningOutcome> {
  const { siret } = opening
  const outcome = await openCollectivite(tx, opening)
  if (outcome.kind !== 'opened') return outcome
  await Promise.all([
    ensureDataKey(tx, safe.keyring, siret),
    actor && noteIn(safe, tx, siret)(actor, 'ouverture'),
  ])
  return outcome
}
