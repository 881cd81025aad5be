import { NewWindow } from '#templates/components/new-window.js'

export type ConnectButtonProps = {
  brand: 'FranceConnect' | 'ProConnect'
  /** Our address, from where the browser leaves for the provider. */
  href: string
}

const SITES = {
  FranceConnect: 'https://franceconnect.gouv.fr/',
  ProConnect: 'https://www.proconnect.gouv.fr/',
}

/**
 * The official button, as a link: a form's redirects to the provider would be held to `form-action`.
 * https://www.systeme-de-design.gouv.fr/version-courante/fr/composants/bouton-franceconnect
 */
export function ConnectButton({ brand, href }: ConnectButtonProps) {
  return (
    <div class="fr-connect-group">
      <a class={brand === 'ProConnect' ? 'fr-connect qf-proconnect' : 'fr-connect'} href={href}>
        <span class="fr-connect__login">S’identifier avec</span>{' '}
        <span class="fr-connect__brand">{brand}</span>
      </a>
      <p>
        <NewWindow href={SITES[brand]}>{`Qu’est-ce que ${brand} ?`}</NewWindow>
      </p>
    </div>
  )
}
