import type { Context } from 'hono'
import { deskNav } from '#src/agent/desk-nav.js'
import { accessDueProps } from '#src/agent/members/access-due.js'
import * as paths from '#src/agent/members/addresses.js'
import { type AccessList, type ListedMember, listAccess } from '#src/collectivite/access/list-access.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Membership } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { Members } from '#templates/agent/members.js'
import type { InviteFormProps } from '#templates/agent/members-invite.js'
import { formatDay } from '#templates/format.js'

type State = { said: string; form: Omit<InviteFormProps, 'action'> }
const EMPTY: State['form'] = { email: '', role: 'agent', error: null }

/** The list of who has access, as its reader may see it. */
export async function membersPage(
  c: Context,
  { db, now }: { db: Db; now: Date },
  membership: Membership,
  { said = '', form = EMPTY }: Partial<State> = {},
) {
  const { collectivite, role, id } = membership
  const { siret } = collectivite
  const list = await listAccess(db, siret)
  const manages = role === 'gestionnaire'
  const dayOf = dayIn(collectivite.timeZone)
  const line = (member: ListedMember) => ({
    name: member.name,
    email: manages || !member.name ? member.email : null,
    role: member.role,
    since: member.acceptedAt && dayOf(member.acceptedAt),
    isReader: member.id === id,
    roleUrl: paths.rolePath(siret, member.id),
    removalUrl: paths.removalPath(siret, member.id),
  })
  const page = (
    <Members
      nav={{ collectivite, items: deskNav(membership, 'agents') }}
      members={[...list.members, ...(manages ? list.expected : [])].map(line)}
      leaveUrl={paths.removalPath(siret, id)}
      said={said}
      manage={
        manages
          ? {
              due: accessDueProps(membership, now),
              confirmUrl: paths.confirmationPath(siret),
              ...waitingLines(list, membership, now),
              form: { ...form, action: `${paths.invitationsPath(siret)}#inviter` },
            }
          : null
      }
    />
  )
  return c.render(page, { title: `Agents de ${collectivite.name}`, area: 'agent', signedIn: true })
}

function waitingLines({ requests, invitations }: AccessList, { collectivite }: Membership, now: Date) {
  const { siret, timeZone } = collectivite
  const dayOf = dayIn(timeZone)
  return {
    requests: requests.map(({ id, name, email, requestedAt }) => ({
      name: name ?? email,
      email,
      since: requestedAt ? dayOf(requestedAt) : '',
      answerUrl: paths.answerPath(siret, id),
    })),
    invitations: invitations.map(({ id, email, role, expiresAt }) => ({
      email,
      role,
      until: dayOf(expiresAt),
      expired: expiresAt <= now,
      sendAgainUrl: paths.sendAgainPath(siret, id),
      cancelUrl: paths.cancellationPath(siret, id),
    })),
  }
}

function dayIn(timeZone: string): (instant: Date) => string {
  return (instant) => formatDay(localDay(instant, timeZone))
}
