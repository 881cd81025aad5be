import type { Role } from '#src/collectivite/members.js'
import { mailFault } from '#templates/agent/mail-faults.js'
import { Badge } from '#templates/components/badge.js'

export type InvitationLine = {
  email: string
  role: Role
  /** Last day of its link, in words. */
  until: string
  expired: boolean
  /** Why its mail has not left, as a code; null when it has, or is about to. */
  fault: { code: string; final: boolean } | null
  sendAgainUrl: string
  cancelUrl: string
}

/** Who was invited and has not come yet; nothing when everybody came. */
export function Invitations({ invitations }: { invitations: InvitationLine[] }) {
  if (invitations.length === 0) return null
  return (
    <>
      <h2>Invitations sans réponse</h2>
      <ul class="qf-results">
        {invitations.map(({ email, role, until, expired, fault, sendAgainUrl, cancelUrl }) => (
          <li>
            <div>
              <strong>{email}</strong> {expired && <Badge kind="warning">Lien expiré</Badge>}
              <span class="qf-detail">
                {role === 'gestionnaire' ? 'Gestionnaire' : 'Agent'}, lien valable jusqu’au {until}
              </span>
              {fault && (
                <span class="qf-detail">
                  Le courriel n’est pas parti : {mailFault(fault.code)}.{' '}
                  {fault.final
                    ? 'Vérifiez l’adresse, puis annulez et invitez de nouveau.'
                    : 'De nouveaux essais ont lieu pendant 48 heures.'}
                </span>
              )}
            </div>
            <div class="qf-actions">
              <form method="post" action={sendAgainUrl}>
                <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
                  Renvoyer<span class="fr-sr-only"> l’invitation à {email}</span>
                </button>
              </form>
              <form method="post" action={cancelUrl}>
                <button type="submit" class="fr-btn fr-btn--tertiary fr-btn--sm">
                  Annuler l’invitation<span class="fr-sr-only"> à {email}</span>
                </button>
              </form>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
