import { sql } from 'drizzle-orm'
import { type Head, macOf, NO_LINK } from '#src/audit/chain.js'
import { appendAct, type OperatorAct } from '#src/audit/operator-acts.js'
import type { Db } from '#src/db/database.js'
import { auditEvents, auditHeads } from '#src/db/schema.js'
import { textArray } from '#src/db/text-array.js'

/**
 * Who acted: an agent by her membership, an operator by her number, whoever gives commands on the server, a partner by
 * the API, the resident, or the service. Never a name.
 */
export type Actor = `agent:${string}` | `dinum:${string}` | 'commande' | 'partenaire' | 'usager' | 'service'
export type AuditAction =
  | 'transmission'
  | 'annulation'
  | 'consultation'
  | 'liste'
  | 'recherche'
  | 'export csv'
  | 'export excel'
  | 'ajout au guichet'
  | 'suppression'
  | 'traitement'
  | 'remise à traiter'
  | 'récépissé'
  | 'récépissé par courriel'
  | 'pièce jointe'
  | 'effacement des pièces'
  | 'purge'
  | 'connexion'
  | 'accès refusé'
  | 'réglages'
  | 'invitation'
  | 'invitation annulée'
  | 'arrivée'
  | 'demande d’accès'
  | 'demande acceptée'
  | 'refus'
  | 'changement de rôle'
  | 'changement d’adresse'
  | 'départ'
  | 'confirmation des accès'
  | 'courriel'
  | 'fichier envoyé'
  | 'avis envoyé'
  | 'lecture pour HubEE'
  | 'remise à HubEE'
  | 'envois repris'
  | 'adresse ajoutée'
  | 'adresse confirmée'
  | 'adresse retirée'
  | 'adresse refusée'
  | 'ouverture'
  | 'suspension'
  | 'réactivation'
  | 'fermeture'
  | 'effacement'
  | 'contacts'
  | 'organisation acceptée'
  | 'organisation retirée'
export type AuditEvent = { actor: Actor; action: AuditAction; references: string[]; at: Date }

/** The trace: events of a collectivité, and acts of operators, chained by HMAC so that a changed, removed or reordered one shows. */
export type Audit = {
  /** Takes the last link and holds it to the end of the transaction. Inside `asCollectivite`. */
  lockHead(tx: Db, siret: string): Promise<Head>
  /** Writes the next link behind `head`. */
  append(tx: Db, siret: string, head: Head, event: AuditEvent): Promise<void>
  /** Writes what an operator did; the chain is held to the end of the transaction. */
  appendAct(tx: Db, act: OperatorAct): Promise<void>
}

/** @param key 32 bytes, kept apart from the data keys */
export function createAudit(key: Buffer): Audit {
  return {
    lockHead,
    async append(tx, siret, head, event) {
      const seq = head.seq + 1
      const mac = macOf(key, head.mac, writtenEvent(siret, seq, event))
      await Promise.all([
        tx.insert(auditEvents).values({ siret, seq, mac, ...event, references: textArray(event.references) }),
        tx.update(auditHeads).set({ seq, mac }),
      ])
    },
    appendAct: (tx, act) => appendAct(tx, key, act),
  }
}

async function lockHead(tx: Db, siret: string): Promise<Head> {
  const [head] = await tx
    .insert(auditHeads)
    .values({ siret, ...NO_LINK })
    .onConflictDoUpdate({ target: auditHeads.siret, set: { siret: sql`excluded.siret` } })
    .returning({ seq: auditHeads.seq, mac: auditHeads.mac })
  if (!head) throw new Error('The audit chain has no head')
  return head
}

/** The bytes of an event that its MAC covers. */
export function writtenEvent(
  siret: string,
  seq: number,
  { at, actor, action, references }: AuditEvent,
): string {
  return JSON.stringify([siret, seq, at.toISOString(), actor, action, references])
}
