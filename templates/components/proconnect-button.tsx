import { ConnectButton } from '#templates/components/connect-button.js'

/** For agents. */
export function ProConnectButton({ href }: { href: string }) {
  return <ConnectButton href={href} brand="ProConnect" about="https://www.proconnect.gouv.fr/" />
}
