export type RefusedOriginView = { origin: string; seenAt: string; mayBeAllowed: boolean }

/** Sites that the operator allows for every collectivité. */
export function EditorSites({ editors }: { editors: { origin: string; editor: string }[] }) {
  if (editors.length === 0)
    return (
      <p>
        Les sites des éditeurs connus de l’opérateur du service sont autorisés d’office pour toutes les
        collectivités. Il n’en a inscrit aucun pour le moment.
      </p>
    )
  return (
    <details>
      <summary>Sites d’éditeurs autorisés d’office par l’opérateur du service</summary>
      <ul>
        {editors.map(({ origin, editor }) => (
          <li>
            {editor} : {origin}
          </li>
        ))}
      </ul>
    </details>
  )
}

type Props = { refused: RefusedOriginView[]; formId: string; action: string }

/** Where partners asked to lead back and were not; the buttons post the form, so nothing typed is lost. */
export function RefusedOrigins({ refused, formId, action }: Props) {
  if (refused.length === 0) return null
  return (
    <>
      <h2 class="fr-h5">Sites qui ont demandé un retour et ne sont pas autorisés</h2>
      <p>
        Des liens vers votre page demandaient d’y revenir. Autorisez ceux que vous reconnaissez, comme le
        portail de votre éditeur ; dans le doute, ne faites rien.
      </p>
      <ul class="qf-results">
        {refused.map(({ origin, seenAt, mayBeAllowed }) => (
          <li>
            <span>
              <strong>{origin}</strong>
              <span class="qf-detail">
                Vu le {seenAt}
                {!mayBeAllowed && '. Sans https://, il ne peut pas être autorisé.'}
              </span>
            </span>
            <span class="qf-actions">
              {mayBeAllowed && <Decide name="autoriser" label="Autoriser" {...{ origin, formId, action }} />}
              <Decide name="oublier" label="Oublier" {...{ origin, formId, action }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

type Decision = { name: string; label: string; origin: string; formId: string; action: string }

function Decide({ name, label, origin, formId, action }: Decision) {
  return (
    <button
      type="submit"
      class="fr-btn fr-btn--secondary fr-btn--sm"
      form={formId}
      formaction={action}
      name={name}
      value={origin}
    >
      {label}
      <span class="fr-sr-only"> {origin}</span>
    </button>
  )
}
