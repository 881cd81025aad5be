export type SearchFieldProps = { id: string; label: string; hint: string; value: string; maxLength: number }

/** One field to look for something, with its button. */
export function SearchField({ id, label, hint, value, maxLength }: SearchFieldProps) {
  return (
    <div class="qf-fields fr-mb-2w">
      <div>
        <label class="fr-label" for={id}>
          {label}
          <span class="fr-hint-text">{hint}</span>
        </label>
        <input
          class="fr-input"
          type="search"
          id={id}
          name={id}
          value={value}
          maxlength={maxLength}
          autocomplete="off"
        />
      </div>
      <div>
        <button type="submit" class="fr-btn fr-btn--secondary">
          Afficher
        </button>
      </div>
    </div>
  )
}
