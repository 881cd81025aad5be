type Props = {
  name: string
  legend: string
  value: string
  options: [value: string, label: string][]
  /** One below the other, where labels are sentences. */
  stacked?: boolean
  error?: string | undefined
}

/** One choice among a few. The first option's id is `name-value`. */
export function RadioGroup({ name, legend, value, options, stacked = false, error }: Props) {
  const errorId = `${name}-erreur`
  return (
    <fieldset
      class={error ? 'fr-fieldset fr-fieldset--error' : 'fr-fieldset'}
      aria-describedby={error ? errorId : undefined}
    >
      <legend class="fr-fieldset__legend fr-fieldset__legend--regular">{legend}</legend>
      {options.map(([option, label]) => (
        <div class={stacked ? 'fr-fieldset__element' : 'fr-fieldset__element fr-fieldset__element--inline'}>
          <div class="fr-radio-group">
            <input
              type="radio"
              id={`${name}-${option}`}
              name={name}
              value={option}
              checked={option === value}
            />
            <label class="fr-label" for={`${name}-${option}`}>
              {label}
            </label>
          </div>
        </div>
      ))}
      {error && (
        <div class="fr-fieldset__element">
          <p id={errorId} class="fr-error-text fr-mt-0">
            {error}
          </p>
        </div>
      )}
    </fieldset>
  )
}
