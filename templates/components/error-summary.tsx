export type ErrorSummaryProps = { errors: { fieldId: string; message: string }[] }

/** All that is wrong with a form, each with a link to its field. */
export function ErrorSummary({ errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  return (
    <div class="fr-alert fr-alert--error" role="alert" id="erreurs">
      <p class="fr-alert__title">
        {errors.length === 1 ? 'Une réponse est à corriger' : `${errors.length} réponses sont à corriger`}
      </p>
      <ul>
        {errors.map(({ fieldId, message }) => (
          <li>
            <a href={`#${fieldId}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
