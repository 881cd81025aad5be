import type { Child } from 'hono/jsx'

type Props = { kind: 'success' | 'info' | 'warning' | 'neutral'; children: Child }

export function Badge({ kind, children }: Props) {
  const tone = kind === 'neutral' ? '' : ` fr-badge--${kind} fr-badge--no-icon`
  return <span class={`fr-badge fr-badge--sm${tone}`}>{children}</span>
}
