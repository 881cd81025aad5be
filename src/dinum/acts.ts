import type { AccessTrace } from '#src/collectivite/access/change-access.js'
import type { Db } from '#src/db/database.js'
import type { Operator } from '#src/dinum/operators.js'

/** What an operator may do, in the words of the console's journal. */
export type Act =
  | 'ouverture'
  | 'liste d’ouvertures'
  | 'suspension'
  | 'réactivation'
  | 'fermeture'
  | 'invitation'
  | 'contacts'
  | 'organisation acceptée'
  | 'organisation retirée'
  | 'messageries grand public'
  | 'éditeur ajouté'
  | 'éditeur retiré'
  | 'contenu ouvert'
  | 'événement rejoué'
  | 'transfert accepté'
  | 'code COG donné'
  | 'rapprochement'
  | 'envois repris'
export type ActOn = {
  /** The collectivité. */
  siret?: string
  /** A number, an origin or an organisation; never a person. */
  concerned?: string
}

/** Writes what an operator does into the console's journal, in the transaction that does it. */
export function noteAct(
  { audit, now }: Pick<AccessTrace, 'audit' | 'now'>,
  tx: Db,
  { id: operatorId }: Pick<Operator, 'id'>,
  act: Act,
  { siret, concerned }: ActOn,
): Promise<void> {
  return audit.appendAct(tx, {
    at: now(),
    operatorId,
    act,
    organizationSiret: siret ?? null,
    concerned: concerned ?? null,
  })
}
