import { sql } from 'drizzle-orm'
import { type Head, macOf, NO_LINK } from '#src/audit/chain.js'
import type { Db } from '#src/db/database.js'
import { operatorActHeads, operatorActs } from '#src/db/schema.js'

/** What an operator did; `operatorId` is null for a command. */
export type OperatorAct = Pick<
  typeof operatorActs.$inferSelect,
  'at' | 'operatorId' | 'act' | 'organizationSiret' | 'concerned'
>

/** Writes the next link of the chain of operators' acts, and holds the chain to the end of the transaction. */
export async function appendAct(tx: Db, key: Buffer, act: OperatorAct): Promise<void> {
  const head = await lockHead(tx)
  const seq = head.seq + 1
  const mac = macOf(key, head.mac, writtenAct(seq, act))
  await tx.insert(operatorActs).values({ seq, mac, ...act })
  await tx.update(operatorActHeads).set({ seq, mac })
}

async function lockHead(tx: Db): Promise<Head> {
  const { id, seq, mac } = operatorActHeads
  const [head] = await tx
    .insert(operatorActHeads)
    .values(NO_LINK)
    .onConflictDoUpdate({ target: id, set: { id: sql`excluded.id` } })
    .returning({ seq, mac })
  if (!head) throw new Error('The chain of acts has no head')
  return head
}

/** The bytes of an act that its MAC covers. */
export function writtenAct(seq: number, act: OperatorAct): string {
  const { at, operatorId, organizationSiret, concerned } = act
  return JSON.stringify([seq, at.toISOString(), operatorId, act.act, organizationSiret, concerned])
}
