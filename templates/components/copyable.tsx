export type CopyableProps = { id: string; label: string; text: string; rows: number; button: string }

/** A text to take along; the button appears where `copy.js` runs, and the text can be selected anyway. */
export function Copyable({ id, label, text, rows, button }: CopyableProps) {
  return (
    <div class="fr-input-group">
      <label class="fr-label" for={id}>
        {label}
      </label>
      <textarea class="fr-input" id={id} rows={rows} readonly>
        {text}
      </textarea>
      <button type="button" class="fr-btn fr-btn--secondary qf-copy" data-copie={id} hidden>
        {button}
      </button>
      <p class="qf-copy__state" role="status" id={`${id}-etat`}></p>
    </div>
  )
}
