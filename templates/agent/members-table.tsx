import type { Role } from '#src/collectivite/members.js'
import { Badge } from '#templates/components/badge.js'

export type MemberLine = {
  name: string | null
  /** Null where the reader need not know it. */
  email: string | null
  role: Role
  /** Day of arrival in words; null for who is expected and has not come yet. */
  since: string | null
  isReader: boolean
  roleUrl: string
  removalUrl: string
}

/** Who is in, with what a gestionnaire may change. */
export function MembersTable({ members, manages }: { members: MemberLine[]; manages: boolean }) {
  const titles = ['Nom', 'Rôle', 'Depuis', ...(manages ? ['Actions'] : [])]
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Personnes qui ont accès</caption>
      <thead>
        <tr>
          {titles.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr>
            <th scope="row">
              {member.name ?? member.email ?? 'Sans nom'} {member.isReader && <Badge kind="info">Vous</Badge>}
              {member.name && member.email && <span class="qf-detail">{member.email}</span>}
            </th>
            <td data-label="Rôle">{ROLE[member.role]}</td>
            <td data-label="Depuis">{member.since ?? 'Pas encore venu'}</td>
            {manages && (
              <td data-label="Actions">
                <Actions {...member} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const ROLE = { gestionnaire: 'Gestionnaire', agent: 'Agent' }

function Actions({ name, email, role, since, isReader, roleUrl, removalUrl }: MemberLine) {
  const whom = name ?? email
  return (
    <>
      {since && !isReader && (
        <form method="post" action={roleUrl} class="fr-mb-1w">
          <button
            type="submit"
            name="role"
            value={role === 'agent' ? 'gestionnaire' : 'agent'}
            class="fr-btn fr-btn--tertiary fr-btn--sm"
          >
            {role === 'agent' ? 'Nommer gestionnaire' : 'Rendre simple agent'}
            <span class="fr-sr-only"> : {whom}</span>
          </button>
        </form>
      )}
      <a href={removalUrl}>
        {isReader ? 'Quitter cet espace' : 'Retirer'}
        {!isReader && <span class="fr-sr-only"> {whom}</span>}
      </a>
    </>
  )
}
