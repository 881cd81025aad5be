import { and, eq, isNull } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivitesOfSiren } from '#src/collectivite/directory.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, members } from '#src/db/schema.js'

export type Role = 'gestionnaire' | 'agent'
export type Membership = { id: string; role: Role; collectivite: Collectivite }
/** What identifies an agent: her ProConnect account, her work address, the establishment she signed in for. */
export type AgentAccount = { sub: string; email: string; siret: string }

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
 * Binds to her account the memberships that were promised to her address, in the organisation she signed in for; the
 * first gestionnaire opens a collectivité that waited for somebody to read.
 */
export async function acceptMemberships(
  db: Db,
  { sub, email, siret }: AgentAccount,
  now: Date,
): Promise<void> {
  for (const collectivite of await findCollectivitesOfSiren(db, sirenOf(siret))) {
    await asCollectivite(db, collectivite.siret, async (tx) => {
      const accepted = await tx
        .update(members)
        .set({ proConnectSub: sub, acceptedAt: now })
        .where(and(eq(members.email, email), isNull(members.proConnectSub)))
        .returning({ role: members.role })
      if (!accepted.some(({ role }) => role === 'gestionnaire')) return
      await tx
        .update(collectivites)
        .set({ state: 'ouverte' })
        .where(and(eq(collectivites.siret, collectivite.siret), eq(collectivites.state, 'en attente')))
    })
  }
}

/**
 * The collectivités whose transmissions this account may read: a membership of its own, and the organisation of this
 * sign-in. Asked at every request, so that a lost right acts at once.
 */
export async function membershipsOf(db: Db, { sub, siret }: AgentAccount): Promise<Membership[]> {
  const candidates = await findCollectivitesOfSiren(db, sirenOf(siret))
  const found = await Promise.all(
    candidates.map((collectivite) =>
      asCollectivite(db, collectivite.siret, async (tx) => {
        const [member] = await tx.select().from(members).where(eq(members.proConnectSub, sub))
        return member ? [{ id: member.id, role: member.role, collectivite }] : []
      }),
    ),
  )
  return found.flat()
}
