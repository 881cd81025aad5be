type Props = { href: string; brand: 'FranceConnect' | 'ProConnect'; about: string }

/** The official sign-in button: words, colours and link below are fixed by the State's design system. */
export function ConnectButton({ href, brand, about }: Props) {
  const question = `Qu’est-ce que ${brand} ?`
  return (
    <div class="fr-connect-group">
      <a class={brand === 'ProConnect' ? 'fr-connect qf-proconnect' : 'fr-connect'} href={href}>
        <span class="fr-connect__login">S’identifier avec</span>{' '}
        <span class="fr-connect__brand">{brand}</span>
      </a>
      <p>
        <a href={about} target="_blank" rel="noopener external" title={`${question} - nouvelle fenêtre`}>
          {question}
        </a>
      </p>
    </div>
  )
}
