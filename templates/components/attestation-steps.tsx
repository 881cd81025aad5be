import { NewWindow } from '#templates/components/new-window.js'
import { Steps } from '#templates/components/steps.js'

/** The way that always exists: the attestation of the fund, brought or sent to the mairie. */
export function AttestationSteps({ contact }: { contact?: string | null }) {
  return (
    <>
      <Steps
        items={[
          <>
            Téléchargez votre attestation de quotient familial : sur{' '}
            <NewWindow href="https://www.caf.fr/">caf.fr</NewWindow> si vous dépendez de la CAF, sur{' '}
            <NewWindow href="https://monespaceprive.msa.fr/">monespaceprive.msa.fr</NewWindow> si vous
            dépendez de la MSA.
          </>,
          'Apportez-la à l’accueil de votre collectivité, ou envoyez-la-lui. Vous pouvez cacher ce qui n’est pas demandé : enfants, adresse, numéro d’allocataire.',
          <>
            Besoin d’aide ? Demandez à votre mairie, ou dans une maison{' '}
            <NewWindow href="https://www.france-services.gouv.fr/">France services</NewWindow>.
          </>,
        ]}
      />
      {contact && (
        <p>
          <strong>Où s’adresser :</strong> {contact}
        </p>
      )}
    </>
  )
}
