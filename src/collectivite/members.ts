import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { accessDueAt } from '#src/collectivite/access/due.js'
import { stillWorksHere } from '#src/collectivite/access/still-works-here.js'
import { isDeskOver } from '#src/collectivite/closing.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivitesFor } from '#src/collectivite/directory.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { members } from '#src/db/schema.js'

export type Role = 'gestionnaire' | 'agent'
export type Membership = {
  id: string
  role: Role
  collectivite: Collectivite
  /** By when a gestionnaire must confirm who has access; null while there is none who could. */
  accessDueAt: Date | null
}
/** What identifies an agent: her ProConnect account, her work address, the establishment she signed in for. */
export type AgentAccount = {
  sub: string
  email: string
  siret: string
  givenName: string
  usualName: string
}

/** Names somebody as a member, by the address she will sign in with. */
export async function addMember(
  db: Db,
  siret: string,
  { email, role }: { email: string; role: Role },
): Promise<void> {
  const row = { siret, email: email.toLowerCase(), role }
  await asCollectivite(db, siret, (tx) => tx.insert(members).values(row).onConflictDoNothing())
}

/**
 * The collectivités whose transmissions this account may read: a membership of its own, an organisation that may work
 * for them, and no closing whose last day has passed. Asked at every request, so that a lost right acts at once.
 * @param only looks for no other collectivité: a partner may work for many
 */
export async function membershipsOf(
  { db, now }: { db: Db; now: () => Date },
  { sub, siret }: Pick<AgentAccount, 'sub' | 'siret'>,
  only?: string,
): Promise<Membership[]> {
  const all = await findCollectivitesFor(db, sirenOf(siret))
  const candidates = all.filter(
    (candidate) => (only === undefined || candidate.siret === only) && !isDeskOver(candidate, now()),
  )
  const found = await Promise.all(
    candidates.map((collectivite) =>
      asCollectivite(db, collectivite.siret, async (tx) => {
        const [member] = await tx
          .select({ id: members.id, role: members.role, firstGestionnaireAt, gestionnaires })
          .from(members)
          .where(and(eq(members.proConnectSub, sub), isNotNull(members.acceptedAt), isNull(members.leftAt)))
        if (!member) return []
        const { id, role } = member
        const dueAt = member.gestionnaires > 0 ? accessDueAt(collectivite, member.firstGestionnaireAt) : null
        return [{ id, role, collectivite, accessDueAt: dueAt }]
      }),
    ),
  )
  return found.flat()
}

// Of the tenant whose door is open; those who left count for the first, so that the period does not begin anew.
const firstGestionnaireAt =
  sql<Date | null>`(select min(accepted_at) from members where role = 'gestionnaire')`.mapWith(
    members.acceptedAt,
  )
const gestionnaires = sql<number>`(select count(*)::int from members
  where role = 'gestionnaire' and accepted_at is not null and left_at is null and ${stillWorksHere})`
