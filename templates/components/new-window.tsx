import type { PropsWithChildren } from 'hono/jsx'

export type NewWindowProps = PropsWithChildren<{ href: string; class?: string }>

/** A link that leaves the site in a new window, and says so. */
export function NewWindow({ href, class: className, children }: NewWindowProps) {
  return (
    <a
      class={className}
      href={href}
      target="_blank"
      rel="noopener external"
      title={`${textOf(children)} - nouvelle fenêtre`}
    >
      {children}
    </a>
  )
}

// A title that does not start with the text of its link would replace it for who hears the page.
function textOf(children: NewWindowProps['children']): string {
  return [children].flat().map(String).join('')
}
