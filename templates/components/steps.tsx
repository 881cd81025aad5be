import type { Child } from 'hono/jsx'

/** A few things in their order. */
export function Steps({ items }: { items: Child[] }) {
  return (
    <ol class="qf-steps">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ol>
  )
}
