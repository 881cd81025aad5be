import { mailFault } from '#templates/agent/mail-faults.js'
import { Badge } from '#templates/components/badge.js'

export type GestionnaireLine = {
  name: string | null
  email: string
  /** Day of arrival in words; null for who is expected. */
  since: string | null
  /** Of who is expected: until when her link serves, in words. */
  link: { until: string; expired: boolean; faultCode: string | null } | null
}
export type GestionnairesProps = {
  lines: GestionnaireLine[]
  agents: number
  /** Null while no link may leave. */
  inviteUrl: string | null
}

/** Who decides in the collectivité, and who is expected to. */
export function Gestionnaires({ lines, agents, inviteUrl }: GestionnairesProps) {
  return (
    <>
      <h2>Gestionnaires</h2>
      {lines.length === 0 && <p>Aucun gestionnaire, et personne n’est attendu.</p>}
      {lines.length > 0 && (
        <ul class="qf-results">
          {lines.map((line) => (
            <li>
              <div>
                <strong>{line.name ?? line.email}</strong> {!line.since && <Badge kind="info">Attendu</Badge>}
                {line.name && <span class="qf-detail">{line.email}</span>}
                <span class="qf-detail">{detailOf(line)}</span>
              </div>
              {!line.since && inviteUrl && (
                <form method="post" action={inviteUrl}>
                  <input type="hidden" name="courriel" value={line.email} />
                  <button type="submit" class="fr-btn fr-btn--secondary fr-btn--sm">
                    {line.link ? 'Renvoyer l’invitation' : 'Envoyer une invitation'}
                    <span class="fr-sr-only"> à {line.email}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {agents > 0 && <p>{agents > 1 ? `Et ${agents} agents.` : 'Et un agent.'}</p>}
    </>
  )
}

function detailOf({ since, link }: GestionnaireLine): string {
  if (since) return `Depuis le ${since}`
  if (!link) return 'Aucun lien envoyé\u00a0: entre en se connectant avec cette adresse'
  if (link.faultCode) return `Le lien n’est pas parti\u00a0: ${mailFault(link.faultCode)}`
  return link.expired ? `Lien expiré depuis le ${link.until}` : `Lien valable jusqu’au ${link.until}`
}
