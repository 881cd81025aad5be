import { ButtonLink } from '#templates/components/button-link.js'

/** Without FranceConnect, and yet from here: what it takes, and the way in. */
export function OnlineWay({ attestationUrl }: { attestationUrl: string }) {
  return (
    <>
      <h2>Envoyer votre attestation d’ici</h2>
      <p>
        Vous écrivez le nom et le montant qui sont sur l’attestation de la CAF ou de la MSA, et vous la
        joignez, en PDF ou en photo. Un agent la lira. Comptez cinq minutes.
      </p>
      <p>
        <ButtonLink href={attestationUrl}>Joindre mon attestation</ButtonLink>
      </p>
      <h2>Ou sur papier</h2>
    </>
  )
}
