import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { dropInvitations } from '#src/collectivite/access/invitations.js'
import { sameId } from '#src/collectivite/access/same-id.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivitesFor } from '#src/collectivite/directory.js'
import type { AgentAccount, Membership } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { members } from '#src/db/schema.js'

/**
 * Where an agent stands who is not in: she may ask, has asked, was refused, or her address stands there already, for
 * another account or organisation.
 */
export type RequestState = 'may-ask' | 'asked' | 'refused' | 'address-taken' | 'member'

/** The collectivités for which her organisation may work, and where she stands in each. */
export async function requestStates(
  db: Db,
  account: AgentAccount,
): Promise<{ collectivite: Collectivite; state: RequestState }[]> {
  const candidates = await findCollectivitesFor(db, sirenOf(account.siret))
  return Promise.all(
    candidates
      .filter(({ state }) => state !== 'fermée')
      .map(async (collectivite) => ({
        collectivite,
        state: await asCollectivite(db, collectivite.siret, (tx) => stateOf(tx, account)),
      })),
  )
}

/** Asks to come in, once. True when this request is new; the caller knows that her organisation may. */
export function requestAccess(
  trace: AccessTrace,
  siret: string,
  account: AgentAccount,
  tell: (tx: Db) => Promise<void>,
): Promise<boolean> {
  return changeAccess(trace, siret, async (tx, note) => {
    if ((await stateOf(tx, account)) !== 'may-ask') return false
    const { sub, email, givenName, usualName } = account
    const asked = {
      siret,
      email,
      proConnectSub: sub,
      name: `${givenName} ${usualName}`,
      siren: sirenOf(account.siret),
      requestedAt: trace.now(),
    }
    const [row] = await tx
      .insert(members)
      .values({ ...asked, role: 'agent' })
      .returning({ id: members.id })
    await note(`agent:${row?.id}`, 'demande d’accès')
    await tell(tx)
    return true
  })
}

/** Lets in who asked, or not. Whether the answer is new: somebody may have answered before. */
export function answerRequest(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  memberId: string,
  answer: 'accept' | 'refuse',
  tell: (tx: Db, accepted: { id: string; email: string }) => Promise<void>,
): Promise<boolean> {
  return changeAccess(trace, siret, async (tx, note) => {
    const now = trace.now()
    const [answered] = await tx
      .update(members)
      .set(answer === 'accept' ? { acceptedAt: now } : { leftAt: now, proConnectSub: null })
      .where(and(sameId(members.id, memberId), ...WAITING))
      .returning({ id: members.id, email: members.email })
    if (!answered) return false
    await dropInvitations(tx, answered.email)
    await note(`agent:${by}`, answer === 'accept' ? 'demande acceptée' : 'refus', `agent:${answered.id}`)
    if (answer === 'accept') await tell(tx, answered)
    return true
  })
}

const WAITING = [isNotNull(members.requestedAt), isNull(members.acceptedAt), isNull(members.leftAt)]

async function stateOf(tx: Db, { sub, email }: AgentAccount): Promise<RequestState> {
  const rows = await tx
    .select()
    .from(members)
    .where(or(eq(members.proConnectSub, sub), eq(members.email, email)))
  const here = rows.filter(({ leftAt }) => !leftAt)
  const own = here.find(({ proConnectSub }) => proConnectSub === sub)
  if (own) return own.acceptedAt ? 'member' : 'asked'
  if (here.length > 0) return 'address-taken'
  return rows.some(({ requestedAt, acceptedAt }) => requestedAt && !acceptedAt) ? 'refused' : 'may-ask'
}
