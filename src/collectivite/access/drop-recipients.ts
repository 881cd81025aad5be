import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { mails, recipients } from '#src/db/schema.js'

/** Nothing goes to these addresses any more, not even what waits. Their ids. Inside `asCollectivite`. */
export async function dropRecipients(tx: Db, which: SQL | undefined, now: Date): Promise<string[]> {
  const dropped = await tx
    .update(recipients)
    .set({ removedAt: now, tokenHash: null })
    .where(and(which, isNull(recipients.removedAt)))
    .returning({ id: recipients.id })
  for (const { id } of dropped)
    await tx.delete(mails).where(and(eq(mails.recipientId, id), isNull(mails.acceptedAt)))
  return dropped.map(({ id }) => id)
}
