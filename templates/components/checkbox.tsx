type Props = { name: string; label: string; hint?: string; checked: boolean; error?: string | undefined }

/** One thing to say yes to; it posts `oui`. */
export function Checkbox({ name, label, hint, checked, error }: Props) {
  const errorId = `${name}-erreur`
  return (
    <div class="fr-fieldset__element">
      <div class={error ? 'fr-checkbox-group fr-checkbox-group--error' : 'fr-checkbox-group'}>
        <input
          type="checkbox"
          id={name}
          name={name}
          value="oui"
          checked={checked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? errorId : undefined}
        />
        <label class="fr-label" for={name}>
          {label}
          {hint && <span class="fr-hint-text">{hint}</span>}
        </label>
        {error && (
          <p id={errorId} class="fr-error-text">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
