import type { Child } from 'hono/jsx'

/** What is known, name and content. */
export function SummaryList({ rows }: { rows: [label: string, content: Child][] }) {
  return (
    <dl class="qf-summary">
      {rows.map(([label, content]) => (
        <div>
          <dt>{label}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  )
}
