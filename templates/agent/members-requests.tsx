export type RequestLine = { name: string; email: string; since: string; answerUrl: string }

/** Who asks to come in; nothing when nobody does. */
export function AccessRequests({ requests }: { requests: RequestLine[] }) {
  if (requests.length === 0) return null
  return (
    <>
      <h2>Demandes d’accès</h2>
      <p>N’acceptez que les personnes que vous connaissez, et qui en ont besoin dans leur travail.</p>
      <ul class="qf-results">
        {requests.map(({ name, email, since, answerUrl }) => (
          <li>
            <div>
              <strong>{name}</strong>
              <span class="qf-detail">
                {email}, le {since}
              </span>
            </div>
            <form method="post" action={answerUrl} class="qf-actions">
              <button type="submit" name="reponse" value="accepter" class="fr-btn fr-btn--sm">
                Accepter<span class="fr-sr-only"> {name}</span>
              </button>
              <button type="submit" name="reponse" value="refuser" class="fr-btn fr-btn--tertiary fr-btn--sm">
                Refuser<span class="fr-sr-only"> {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}
