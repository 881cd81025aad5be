import type { PropsWithChildren } from 'hono/jsx'

export type AlertProps = PropsWithChildren<{
  kind: 'info' | 'success' | 'warning' | 'error'
  title: string
}>

const CLASSES = {
  info: 'fr-alert fr-alert--info',
  success: 'fr-alert fr-alert--success',
  warning: 'fr-alert fr-alert--warning',
  error: 'fr-alert fr-alert--error',
}

/** A message that must not be missed; its title is no heading, for it may stand anywhere. */
export function Alert({ kind, title, children }: AlertProps) {
  return (
    <div class={CLASSES[kind]}>
      <p class="fr-alert__title">{title}</p>
      {children}
    </div>
  )
}
