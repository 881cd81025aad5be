import { AccessDue, type AccessDueProps } from '#templates/agent/access-due.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { type InvitationLine, Invitations } from '#templates/agent/members-invitations.js'
import { InviteForm, type InviteFormProps } from '#templates/agent/members-invite.js'
import { AccessRequests, type RequestLine } from '#templates/agent/members-requests.js'
import { MEMBERS_SAID } from '#templates/agent/members-said.js'
import { type MemberLine, MembersTable } from '#templates/agent/members-table.js'
import { Said } from '#templates/agent/said.js'

export type MembersProps = {
  nav: DeskNavProps
  members: MemberLine[]
  leaveUrl: string
  /** What was just done. */
  said: string
  /** What gestionnaires decide; null for agents, who only read who is in. */
  manage: {
    due: AccessDueProps | null
    confirmUrl: string
    requests: RequestLine[]
    invitations: InvitationLine[]
    form: InviteFormProps
  } | null
}

/** Who has access, and for gestionnaires who may come in. */
export function Members({ nav, members, leaveUrl, said, manage }: MembersProps) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>Agents</h1>
      <Said said={said} words={MEMBERS_SAID} />
      {manage?.due && (
        <>
          <AccessDue {...manage.due} />
          <form method="post" action={manage.confirmUrl} class="fr-mb-4w">
            <p>Relisez la liste ci-dessous et retirez ceux qui n’ont plus besoin d’un accès.</p>
            <button type="submit" class="fr-btn">
              Confirmer cette liste
            </button>
          </form>
        </>
      )}
      {manage && <AccessRequests requests={manage.requests} />}
      <h2>Qui a accès</h2>
      <p>
        Les agents lisent, traitent et emportent ce qui est transmis. Les gestionnaires décident aussi des
        réglages et de qui a accès.
      </p>
      <MembersTable members={members} manages={manage !== null} />
      {manage && (
        <>
          <Invitations invitations={manage.invitations} />
          <InviteForm {...manage.form} />
        </>
      )}
      {!manage && (
        <>
          <p class="fr-mt-1w">Pour inviter un collègue, adressez-vous à un gestionnaire de cette liste.</p>
          <p>
            <a href={leaveUrl}>Quitter cet espace</a>
          </p>
        </>
      )}
    </>
  )
}
