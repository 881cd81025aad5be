import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import { stillWorksHere } from '#src/collectivite/access/still-works-here.js'
import type { Role } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { invitations, members } from '#src/db/schema.js'

export type ListedMember = {
  id: string
  name: string | null
  email: string
  role: Role
  acceptedAt: Date | null
  requestedAt: Date | null
}
export type ListedInvitation = { id: string; email: string; role: Role; expiresAt: Date }
type Gestionnaire = { name: string | null; email: string }
export type AccessList = {
  members: ListedMember[]
  /** Who asks to come in. */
  requests: ListedMember[]
  /** Named by DINUM, not come yet. */
  expected: ListedMember[]
  invitations: ListedInvitation[]
}

/** Everybody who has access, or may get it. */
export function listAccess(db: Db, siret: string): Promise<AccessList> {
  return asCollectivite(db, siret, async (tx) => {
    const [rows, open] = await Promise.all([
      tx
        .select()
        .from(members)
        .where(isNull(members.leftAt))
        .orderBy(asc(members.acceptedAt), asc(members.email)),
      tx.select().from(invitations).where(isNull(invitations.usedAt)).orderBy(asc(invitations.email)),
    ])
    return {
      members: rows.filter(({ acceptedAt }) => acceptedAt),
      requests: rows.filter(({ acceptedAt, requestedAt }) => !acceptedAt && requestedAt),
      expected: rows.filter(({ acceptedAt, requestedAt }) => !acceptedAt && !requestedAt),
      invitations: open,
    }
  })
}

/** Those who decide, by name and address. */
export function gestionnairesOf(db: Db, siret: string): Promise<Gestionnaire[]> {
  return asCollectivite(db, siret, gestionnairesIn)
}

/** The same, inside `asCollectivite`. */
export async function gestionnairesIn(tx: Db): Promise<Gestionnaire[]> {
  const those = and(
    eq(members.role, 'gestionnaire'),
    isNotNull(members.acceptedAt),
    isNull(members.leftAt),
    stillWorksHere,
  )
  return tx
    .select({ name: members.name, email: members.email })
    .from(members)
    .where(those)
    .orderBy(asc(members.name))
}
