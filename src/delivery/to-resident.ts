import { eq, type SQL } from 'drizzle-orm'
import { mails } from '#src/db/schema.js'

/*
 * The receipt of a transmission bears the id of that transmission: the primary key lets one in, for good. It says nothing
 * of how the collectivité's mails fare; agents read in the trace that it was asked for, nobody reads how it fares or where
 * it goes, and its address goes as soon as it can.
 */

/** Whether a mail is a resident's. */
export function isToResident({ id, about }: { id: string; about: string | null }): boolean {
  return id === about
}

/** The same in SQL. */
export const TO_RESIDENT: SQL = eq(mails.id, mails.about)
