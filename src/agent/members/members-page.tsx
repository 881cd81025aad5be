import type { Context } from 'hono'
import { deskNav } from '#src/agent/desk-nav.js'
import { accessDueProps } from '#src/agent/members/access-due.js'
import * as paths from '#src/agent/members/addresses.js'
import { type AccessList, type ListedMember, listAccess } from '#src/collectivite/access/list-access.js'
import { localDay } from '#src/collectivite/local-time.js'
import type { Membership } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import type { MailLife } from '#src/delivery/life.js'
import { livesAbout } from '#src/delivery/list-deliveries.js'
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
  const lives = await livesAbout(
    db,
    siret,
    list.invitations.map(({ id }) => id),
  )
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
              ...waitingLines(list, lives, membership, now),
              form: { ...form, action: `${paths.invitationsPath(siret)}#inviter` },
            }
          : null
      }
    />
  )
  const title = `Agents de ${collectivite.name}`
  return c.render(page, { title: form.error ? `Erreur : ${title}` : title, area: 'agent', signedIn: true })
}

function waitingLines(
  { requests, invitations }: AccessList,
  lives: Map<string, MailLife>,
  { collectivite }: Membership,
  now: Date,
) {
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
      fault: faultOf(lives.get(id)),
      sendAgainUrl: paths.sendAgainPath(siret, id),
      cancelUrl: paths.cancellationPath(siret, id),
    })),
  }
}

function faultOf(life: MailLife | undefined) {
  if (life?.kind === 'failed') return { code: life.code, final: true }
  return life?.kind === 'waiting' ? { code: life.code, final: false } : null
}

function dayIn(timeZone: string): (instant: Date) => string {
  return (instant) => formatDay(localDay(instant, timeZone))
}
