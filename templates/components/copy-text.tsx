type Props = { id: string; label: string; text: string; rows: number }

/** A text ready to take away; the button is only there with the script that makes it work. */
export function CopyText({ id, label, text, rows }: Props) {
  return (
    <div class="fr-input-group qf-copy">
      <label class="fr-label" for={id}>
        {label}
      </label>
      <textarea class="fr-input" id={id} readonly rows={rows}>
        {text}
      </textarea>
      <p class="fr-mt-1w">
        <button type="button" class="fr-btn fr-btn--secondary" data-copie={id} hidden>
          Copier<span class="fr-sr-only"> {label}</span>
        </button>{' '}
        <span role="status" />
      </p>
    </div>
  )
}
