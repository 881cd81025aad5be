import type { Context } from 'hono'
import { membersPath } from '#src/agent/addresses.js'
import { reminderFor } from '#src/collectivite/access/due.js'
import { gestionnairesOf } from '#src/collectivite/access/list-access.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Membership } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import type { AccessDueProps } from '#templates/agent/access-due.js'
import { AccessWaiting } from '#templates/agent/access-waiting.js'
import { formatDay } from '#templates/format.js'

/** What a gestionnaire reads from 30 days before the accesses of her collectivité must be confirmed; null before. */
export function accessDueProps(
  { role, accessDueAt, collectivite: { siret, timeZone } }: Membership,
  now: Date,
): AccessDueProps | null {
  const days = reminderFor(accessDueAt, now)
  if (role !== 'gestionnaire' || !accessDueAt || days === null) return null
  return {
    day: formatDay(localDay(accessDueAt, timeZone)),
    overdue: days === 0,
    membersUrl: membersPath(siret),
  }
}

/** From the day on, agents wait; gestionnaires never do, so somebody always reads. */
export function mustWait({ role, accessDueAt }: Membership, now: Date): boolean {
  return role === 'agent' && reminderFor(accessDueAt, now) === 0
}

export async function accessWaitingPage(c: Context, db: Db, { collectivite }: Membership) {
  const gestionnaires = await gestionnairesOf(db, collectivite.siret)
  const names = gestionnaires.map(({ name, email }) => name ?? email)
  c.status(403)
  const page = <AccessWaiting collectivite={collectivite} gestionnaires={names} />
  return c.render(page, {
    title: 'Vos accès attendent une confirmation',
    area: 'agent',
    signedIn: true,
  })
}
