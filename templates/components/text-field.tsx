type Props = {
  id: string
  name: string
  label: string
  hint: string
  value: string
  error?: string | undefined
  /** Her own address, which a browser may fill in. */
  isOwnEmail?: boolean
}

/** One line of text, with what is wrong with it beside it. */
export function TextField({ id, name, label, hint, value, error, isOwnEmail = false }: Props) {
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
        type={isOwnEmail ? 'email' : 'text'}
        value={value}
        autocomplete={isOwnEmail ? 'email' : 'off'}
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
