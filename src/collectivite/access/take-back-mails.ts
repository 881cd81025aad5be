import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { mails } from '#src/db/schema.js'

/** What has not left yet about this member, invitation or transmission does not leave. Inside `asCollectivite`. */
export async function takeBackMails(tx: Db, about: string): Promise<void> {
  await tx.delete(mails).where(and(eq(mails.about, about), isNull(mails.acceptedAt)))
}
