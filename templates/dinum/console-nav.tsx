export type ConsoleNavProps = { items: { label: string; href: string; current: boolean }[] }

/** The rooms of the operator's console. */
export function ConsoleNav({ items }: ConsoleNavProps) {
  return (
    <nav class="qf-desk-nav" aria-label="Console">
      <ul class="qf-choices">
        {items.map(({ label, href, current }) => (
          <li>
            <a class="fr-link" href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
