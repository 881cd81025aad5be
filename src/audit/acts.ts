import type { Actor, Audit } from '#src/audit/audit.js'
import type { Db } from '#src/db/database.js'

/** What an operator may do, in the console or by a command, in the words of the console's journal. */
export type Act =
  | 'connexion'
  | 'ouverture'
  | 'liste lue'
  | 'liste abandonnée'
  | 'liste d’ouvertures'
  | 'fichier de liste'
  | 'suspension'
  | 'réactivation'
  | 'fermeture'
  | 'invitation'
  | 'nouveau gestionnaire'
  | 'agent retiré'
  | 'contacts'
  | 'organisation acceptée'
  | 'organisation retirée'
  | 'messageries grand public'
  | 'remise à HubEE'
  | 'lecture de l’abonnement HubEE'
  | 'éditeur ajouté'
  | 'éditeur retiré'
  | 'contenu ouvert'
  | 'événement rejoué'
  | 'transfert accepté'
  | 'code COG donné'
  | 'rapprochement'
  | 'envois repris'
  | 'purge'
  | 'sessions terminées'
  | 'changement de clé'
  | 'clé oubliée'
export type ActOn = {
  /** The collectivité. */
  siret?: string
  /** A number, an origin or an organisation; never a person. */
  concerned?: string
}
/** Who acts: an operator by her number, or a command. */
export type Acting = { id: string | null }
/** A command, which whoever holds the server may give. */
export const COMMAND: Acting = { id: null }

/** The same in the trace of a collectivité. */
export function actorOf({ id }: Acting): Actor {
  return id === null ? 'commande' : `dinum:${id}`
}

/** Writes what an operator does into the console's journal, in the transaction that does it. */
export function noteAct(
  { audit, now }: { audit: Audit; now: () => Date },
  tx: Db,
  { id: operatorId }: Acting,
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
