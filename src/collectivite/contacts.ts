import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { contacts } from '#src/db/schema.js'

export const CONTACT_KINDS = ['demandeur', 'contact métier', 'délégué à la protection des données'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]
export type Contact = { kind: ContactKind; email: string; name: string | null; since: Date }

/** Who asked for the habilitation, who knows the tariffs, who protects the data. */
export function listContacts(db: Db, siret: string): Promise<Contact[]> {
  const { kind, email, name, since } = contacts
  return asCollectivite(db, siret, (tx) =>
    tx.select({ kind, email, name, since }).from(contacts).orderBy(kind),
  )
}

/**
 * Keeps who is in this place now, unless somebody was named there later. Inside `asCollectivite`.
 * @param overruled addresses that give way even so
 * @returns the address before, null for none, when it is another one than now; undefined when nothing changed
 */
export async function saveContact(
  tx: Db,
  siret: string,
  { kind, email, name, since }: Contact,
  overruled: ReadonlySet<string> = new Set(),
): Promise<string | null | undefined> {
  const [before] = await tx.select().from(contacts).where(eq(contacts.kind, kind))
  if (before && before.since > since && !overruled.has(before.email)) return undefined
  await tx
    .insert(contacts)
    .values({ siret, kind, email, name, since })
    .onConflictDoUpdate({ target: [contacts.siret, contacts.kind], set: { email, name, since } })
  return before?.email === email ? undefined : (before?.email ?? null)
}
