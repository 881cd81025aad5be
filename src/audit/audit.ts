import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { auditEvents, auditHeads } from '#src/db/schema.js'

/** Who acted: an agent by her membership, an operator by her number, the resident, or the service. Never a name. */
export type Actor = `agent:${string}` | `dinum:${string}` | 'usager' | 'service'
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
  | 'pièce jointe'
  | 'effacement des pièces'
  | 'réglages'
  | 'invitation'
  | 'invitation annulée'
  | 'arrivée'
  | 'demande d’accès'
  | 'demande acceptée'
  | 'refus'
  | 'changement de rôle'
  | 'départ'
  | 'confirmation des accès'
  | 'courriel'
  | 'adresse ajoutée'
  | 'adresse confirmée'
  | 'adresse retirée'
  | 'ouverture'
  | 'suspension'
  | 'réactivation'
  | 'fermeture'
  | 'effacement'
  | 'contacts'
  | 'organisation acceptée'
  | 'organisation retirée'
export type AuditEvent = { actor: Actor; action: AuditAction; references: string[]; at: Date }
export type AuditHead = { seq: number; mac: Buffer }

/** The trace of a collectivité: events chained by HMAC, so that a changed, removed or reordered one shows. */
export type Audit = {
  /** Takes the last link and holds it to the end of the transaction. Inside `asCollectivite`. */
  lockHead(tx: Db, siret: string): Promise<AuditHead>
  /** Writes the next link behind `head`. */
  append(tx: Db, siret: string, head: AuditHead, event: AuditEvent): Promise<void>
}

/** @param key 32 bytes, kept apart from the data keys */
export function createAudit(key: Buffer): Audit {
  return {
    lockHead,
    async append(tx, siret, head, event) {
      const seq = head.seq + 1
      const mac = createHmac('sha256', key)
        .update(head.mac)
        .update(canonical(siret, seq, event))
        .digest()
      await Promise.all([
        tx.insert(auditEvents).values({ siret, seq, mac, ...event }),
        tx.update(auditHeads).set({ seq, mac }),
      ])
    },
  }
}

async function lockHead(tx: Db, siret: string): Promise<AuditHead> {
  const [head] = await tx
    .insert(auditHeads)
    .values({ siret, seq: 0, mac: Buffer.alloc(0) })
    .onConflictDoUpdate({ target: auditHeads.siret, set: { siret: sql`excluded.siret` } })
    .returning({ seq: auditHeads.seq, mac: auditHeads.mac })
  if (!head) throw new Error('The audit chain has no head')
  return head
}

/** The bytes of an event that its MAC covers. */
function canonical(siret: string, seq: number, { at, actor, action, references }: AuditEvent): string {
  return JSON.stringify([siret, seq, at.toISOString(), actor, action, references])
}
