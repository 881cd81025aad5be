import { ErrorSummary } from '#templates/components/error-summary.js'
import { TextField } from '#templates/components/text-field.js'

export type OrganisationsProps = {
  sirens: { siren: string; endUrl: string }[]
  action: string
  /** As typed. */
  typed: string
  error: string | null
}

/** Other organisations whose agents may work for the collectivité. */
export function Organisations({ sirens, action, typed, error }: OrganisationsProps) {
  return (
    <>
      <h2 id="organisations">Autres organisations acceptées</h2>
      <p>
        Un secrétariat partagé, un centre de gestion, un CCAS : leurs agents peuvent être invités, alors
        qu’ils se connectent pour une autre organisation.
      </p>
      {error && (
        <ErrorSummary
          title="Aucune organisation n’a été acceptée"
          errors={[{ fieldId: 'siren', message: error }]}
        />
      )}
      {sirens.length === 0 ? (
        <p>Aucune.</p>
      ) : (
        <ul class="qf-results">
          {sirens.map(({ siren, endUrl }) => (
            <li>
              <span>SIREN {siren}</span>
              <form method="post" action={endUrl}>
                <button type="submit" class="fr-btn fr-btn--tertiary fr-btn--sm">
                  Retirer<span class="fr-sr-only"> l’organisation {siren}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`${action}#organisations`}>
        <TextField
          id="siren"
          name="siren"
          label="SIREN de l’organisation"
          hint="9 chiffres"
          value={typed}
          error={error ?? undefined}
        />
        <button type="submit" class="fr-btn fr-btn--secondary">
          Accepter ses agents
        </button>
      </form>
    </>
  )
}
