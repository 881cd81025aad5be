import { ConnectButton } from '#templates/components/connect-button.js'

/** The official button, with the official sentence that explains it. */
export function FranceConnectButton({ href }: { href: string }) {
  return (
    <>
      <p>
        FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos
        services en ligne.
      </p>
      <ConnectButton brand="FranceConnect" href={href} />
    </>
  )
}
