type Props = { label: string; value: string; detail: string }

/** The one figure or word of a page that matters. */
export function BigValue({ label, value, detail }: Props) {
  return (
    <div class="qf-value">
      <p class="qf-value__label">{label}</p>
      <p class="qf-value__value">{value}</p>
      <p class="qf-value__detail">{detail}</p>
    </div>
  )
}
