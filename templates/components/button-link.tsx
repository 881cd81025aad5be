import type { Child } from 'hono/jsx'

type Props = {
  href: string
  secondary?: boolean
  download?: boolean
  describedBy?: string
  children: Child
}

/** A link that is the main thing to do. */
export function ButtonLink({ href, secondary = false, download = false, describedBy, children }: Props) {
  return (
    <a
      href={href}
      class={secondary ? 'fr-btn fr-btn--secondary' : 'fr-btn'}
      download={download || undefined}
      aria-describedby={describedBy}
    >
      {children}
    </a>
  )
}
