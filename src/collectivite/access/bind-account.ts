import { and, eq, isNull, or } from 'drizzle-orm'
import type { AgentAccount, Role } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { collectivites, members } from '#src/db/schema.js'

/** `address-taken`: it is that of another account, which has access; it must be removed first. */
export type Bound = { kind: 'joined' | 'already-in'; id: string; role: Role } | { kind: 'address-taken' }

/**
 * Lets an account in, on the row that waits for it if there is one: what it asked for itself, or what stands under its
 * address. The first gestionnaire opens a collectivité that waited for somebody to read. Inside `changeAccess`.
 */
export async function bindAccount(
  tx: Db,
  siret: string,
  { sub, email, siret: organisation, givenName, usualName }: AgentAccount,
  offered: Role,
  now: Date,
): Promise<Bound> {
  const rows = await tx
    .select()
    .from(members)
    .where(and(isNull(members.leftAt), or(eq(members.proConnectSub, sub), eq(members.email, email))))
  const own = rows.find(({ proConnectSub }) => proConnectSub === sub)
  if (own?.acceptedAt) return { kind: 'already-in', id: own.id, role: own.role }
  const named = rows.find((row) => row !== own && row.email === email)
  // Her past would be told under another's name.
  if (named?.acceptedAt) return { kind: 'address-taken' }
  // Only one row may wait for one person.
  if (own && named && !named.proConnectSub)
    await tx.update(members).set({ leftAt: now }).where(eq(members.id, named.id))
  const row = own ?? named
  const joined = {
    proConnectSub: sub,
    acceptedAt: now,
    name: `${givenName} ${usualName}`,
    siren: sirenOf(organisation),
    role: offered,
  }
  const [{ id } = { id: '' }] = row
    ? await tx.update(members).set(joined).where(eq(members.id, row.id)).returning({ id: members.id })
    : await tx
        .insert(members)
        .values({ siret, email, ...joined })
        .returning({ id: members.id })
  if (offered === 'gestionnaire') await welcomeGestionnaire(tx, siret, now)
  return { kind: 'joined', id, role: offered }
}

/** Somebody is there to read: residents may send, and the 18 months of accesses begin, once. */
export async function welcomeGestionnaire(tx: Db, siret: string, now: Date): Promise<void> {
  await tx
    .update(collectivites)
    .set({ accessConfirmedAt: now })
    .where(and(eq(collectivites.siret, siret), isNull(collectivites.accessConfirmedAt)))
  await tx
    .update(collectivites)
    .set({ state: 'ouverte' })
    .where(and(eq(collectivites.siret, siret), eq(collectivites.state, 'en attente')))
}
