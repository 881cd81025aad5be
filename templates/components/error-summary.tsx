type Fault = { fieldId: string; message: string }

/** All faults of a form on top of its page, each leading to its field. */
export function ErrorSummary({ title, errors }: { title: string; errors: Fault[] }) {
  if (errors.length === 0) return null
  return (
    <div class="fr-alert fr-alert--error fr-mb-4w" role="alert">
      <p class="fr-alert__title">{title}</p>
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
