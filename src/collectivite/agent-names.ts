import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { members } from '#src/db/schema.js'

/** Who an actor of the trace is, for people: an agent's name, else her address, also of those who left. */
export async function agentNames(db: Db, siret: string): Promise<(actor: string) => string> {
  const { id, name, email } = members
  const rows = await asCollectivite(db, siret, (tx) => tx.select({ id, name, email }).from(members))
  const names = new Map(rows.map((member) => [`agent:${member.id}`, member.name ?? member.email]))
  return (actor) => names.get(actor) ?? OTHERS[actor.split(':')[0] ?? ''] ?? 'un agent qui n’est plus inscrit'
}

const OTHERS: Record<string, string> = {
  usager: 'l’usager',
  service: 'le service',
  dinum: 'la DINUM',
  commande: 'l’opérateur, par une commande',
  partenaire: 'un partenaire',
}
