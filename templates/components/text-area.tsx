type Props = {
  name: string
  label: string
  hint: string
  value: string
  rows: number
  error?: string | undefined
}

/** Several lines of text, with what is wrong with them beside. */
export function TextArea({ name, label, hint, value, rows, error }: Props) {
  const errorId = `${name}-erreur`
  return (
    <div class={error ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
      <label class="fr-label" for={name}>
        {label}
        <span class="fr-hint-text">{hint}</span>
      </label>
      <textarea
        class={error ? 'fr-input fr-input--error' : 'fr-input'}
        id={name}
        name={name}
        rows={rows}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? errorId : undefined}
      >
        {/* A browser drops one line break after the tag. */}
        {`\n${value}`}
      </textarea>
      {error && (
        <p id={errorId} class="fr-error-text">
          {error}
        </p>
      )}
    </div>
  )
}
