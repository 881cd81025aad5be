type Props = { name: string; label: string; hint: string; accept: string; error?: string | undefined }

/** A file to choose, with what is wrong with it beside. */
export function FileField({ name, label, hint, accept, error }: Props) {
  const errorId = `${name}-erreur`
  return (
    <div class={`fr-upload-group fr-mb-3w${error ? ' fr-upload-group--error' : ''}`}>
      <label class="fr-label" for={name}>
        {label}
        <span class="fr-hint-text">{hint}</span>
      </label>
      <input
        class="fr-upload"
        id={name}
        name={name}
        type="file"
        accept={accept}
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
