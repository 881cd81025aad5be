import { acceptMemberships } from '#src/collectivite/access/accept-memberships.js'
import { addMember } from '#src/collectivite/members.js'
import type { Services } from '#src/services.js'

const LASTS_MILLISECONDS = 2 * 3_600_000

/** The cookie of a gestionnaire of this collectivité who is signed in, without the way there. */
export async function agentCookie(
  { db, safe, now, agentSessions }: Pick<Services, 'db' | 'safe' | 'now' | 'agentSessions'>,
  siret: string,
): Promise<string> {
  const email = `agent@${siret}.example`
  const agent = { sub: `sub-${siret}`, email, givenName: 'Agent', usualName: 'MESURE', siret }
  await addMember(db, siret, { email, role: 'gestionnaire' })
  await acceptMemberships(safe, agent)
  const signedIn = { agent, idToken: '', since: now().toISOString() }
  const until = new Date(now().getTime() + LASTS_MILLISECONDS)
  const { token } = await agentSessions.create({ pending: [], signedIn }, until)
  return `qf-agent=${token}`
}
