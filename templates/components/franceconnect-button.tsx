import { ConnectButton } from '#templates/components/connect-button.js'

/** For residents. A link, so that no form's policy holds its redirects. */
export function FranceConnectButton({ href }: { href: string }) {
  return <ConnectButton href={href} brand="FranceConnect" about="https://franceconnect.gouv.fr/" />
}
