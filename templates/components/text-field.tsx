export type TextFieldProps = {
  id: string
  name: string
  label: string
  hint: string
  value: string
  error?: string | undefined
  /** What it asks of who fills it in about herself, by the word for which a browser knows the answer. */
  own?: 'email' | 'family-name' | 'given-name' | 'bday' | undefined
}

/** One line of text, with what is wrong with it beside it. */
export function TextField({ id, name, label, hint, value, error, own }: TextFieldProps) {
  const errorId = `${id}-erreur`
  return (
    <div class={error ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
      <label class="fr-label" for={id}>
        {label}
        <span class="fr-hint-text">{hint}</span>
      </label>
      <input
        class={error ? 'fr-input fr-input--error' : 'fr-input'}
        id={id}
        name={name}
        type={own === 'email' ? 'email' : 'text'}
        value={value}
        autocomplete={own ?? 'off'}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? errorId : undefined}
      />
      {error && (
        <p id={errorId} class="fr-error-text">
          {error}
        </p>
      )}
    </div>
  )
}
