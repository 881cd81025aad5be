import type { PropsWithChildren } from 'hono/jsx'

export type ButtonLinkProps = PropsWithChildren<{ href: string; kind?: 'primary' | 'secondary' }>

/** A link that looks like what to do next. */
export function ButtonLink({ href, kind = 'primary', children }: ButtonLinkProps) {
  return (
    <a class={kind === 'primary' ? 'fr-btn' : 'fr-btn fr-btn--secondary'} href={href}>
      {children}
    </a>
  )
}
