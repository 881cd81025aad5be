import type { Child } from 'hono/jsx'

export type SummaryRow = { label: string; value: Child }

/** Labels and values, one above the other on a telephone. */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  return (
    <dl class="qf-summary">
      {rows.map(({ label, value }) => (
        <div class="qf-summary__row">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
