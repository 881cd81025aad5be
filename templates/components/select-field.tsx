type Props = { id: string; label: string; value: string; options: [value: string, label: string][] }

/** One choice among many. Its name is its id. */
export function SelectField({ id, label, value, options }: Props) {
  return (
    <div>
      <label class="fr-label" for={id}>
        {label}
      </label>
      <select class="fr-select" id={id} name={id}>
        {options.map(([option, words]) => (
          <option value={option} selected={option === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
