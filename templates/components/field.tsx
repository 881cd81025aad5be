export type FieldProps = {
  id: string
  name: string
  label: string
  hint: string
  value: string
  error?: string | undefined
  autocomplete?: string
}

/** One line of text, with its hint and, if it is wrong, why. */
export function Field({ id, name, label, hint, value, error, autocomplete = 'off' }: FieldProps) {
  const messages = `${id}-messages`
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
        type="text"
        value={value}
        autocomplete={autocomplete}
        aria-describedby={error && messages}
        aria-invalid={error && 'true'}
      />
      {error && (
        <div class="fr-messages-group" id={messages}>
          <p class="fr-message fr-message--error">{error}</p>
        </div>
      )}
    </div>
  )
}
