import { Steps } from '#templates/components/steps.js'

/** The way that always exists: the attestation of the fund, brought or sent to the mairie. */
export function AttestationSteps({ contact }: { contact?: string | null }) {
  return (
    <>
      <Steps
        items={[
          <>
            Téléchargez votre attestation de quotient familial : sur{' '}
            <Outside href="https://www.caf.fr/" name="caf.fr" /> si vous dépendez de la CAF, sur{' '}
            <Outside href="https://monespaceprive.msa.fr/" name="monespaceprive.msa.fr" /> si vous dépendez de
            la MSA.
          </>,
          'Apportez-la à l’accueil de votre collectivité, ou envoyez-la-lui. Vous pouvez cacher ce qui n’est pas demandé : enfants, adresse, numéro d’allocataire.',
          <>
            Besoin d’aide ? Demandez à votre mairie, ou dans une maison{' '}
            <Outside href="https://www.france-services.gouv.fr/" name="France services" />.
          </>,
        ]}
      />
      {contact && (
        <p>
          <strong>Où s’adresser :</strong> {contact}
        </p>
      )}
    </>
  )
}

function Outside({ href, name }: { href: string; name: string }) {
  return (
    <a href={href} target="_blank" rel="noopener external" title={`${name} - nouvelle fenêtre`}>
      {name}
    </a>
  )
}
