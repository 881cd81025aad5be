import type { Collectivite } from '#src/collectivite/collectivite.js'
import { DeskState } from '#templates/agent/desk-state.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

export type DeskNavItem = { label: string; href: string; current: boolean }
export type DeskNavProps = { collectivite: Collectivite; items: DeskNavItem[] }

/** Whose desk this is, its rooms, and what holds in all of them. */
export function DeskNav({ collectivite, items }: DeskNavProps) {
  return (
    <>
      <nav class="qf-desk-nav" aria-label="Espace de la collectivité">
        <p>
          <CollectiviteName collectivite={collectivite} />
        </p>
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
      <DeskState collectivite={collectivite} />
    </>
  )
}
