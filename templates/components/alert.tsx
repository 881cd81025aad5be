import type { Child } from 'hono/jsx'

type Props = { kind: 'info' | 'success' | 'warning' | 'error'; title?: string; children: Child }

export function Alert({ kind, title, children }: Props) {
  return (
    <div class={`fr-alert fr-alert--${kind} fr-mb-3w`}>
      {title && <p class="fr-alert__title">{title}</p>}
      {children}
    </div>
  )
}
