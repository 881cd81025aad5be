import type { Area } from '#templates/site.js'

export type SignOutProps = {
  area: Area
  /** Beside other things, not what the page is about. */
  quiet?: boolean
}

/** The button that signs out: it changes something, so it is a form and not a link. */
export function SignOut({ area, quiet = false }: SignOutProps) {
  return (
    <form method="post" action={area === 'usager' ? '/deconnexion' : '/agent/deconnexion'}>
      <button type="submit" class={quiet ? 'fr-btn fr-btn--tertiary fr-btn--sm' : 'fr-btn'}>
        Se déconnecter
      </button>
    </form>
  )
}
