type NumberProps = {
  label: string
  name: string
  value?: number
  min: number
  max: number
  optional?: boolean
}

/** A labelled number; one that is not optional may not be left empty. */
export function NumberField({ label, name, value, min, max, optional = false }: NumberProps) {
  return (
    <label>
      {label} <input type="number" name={name} value={value} min={min} max={max} required={!optional} />
    </label>
  )
}

type ChoiceProps = { label: string; name: string; options: Record<string, string> }

/** A labelled list: what is sent, and the words for it. */
export function Choice({ label, name, options }: ChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select name={name}>
        {Object.entries(options).map(([value, words]) => (
          <option value={value}>{words}</option>
        ))}
      </select>
    </label>
  )
}
