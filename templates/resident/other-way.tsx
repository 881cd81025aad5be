import type { Collectivite } from '#src/collectivite/collectivite.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { GetHelp } from '#templates/components/get-help.js'
import { OnlineWay } from '#templates/resident/online-way.js'

type Props = {
  collectivite: Collectivite
  /** Where an attestation is joined without FranceConnect; null where the collectivité does not take it. */
  attestationUrl: string | null
}

/** Without FranceConnect: the attestation, joined here or on paper, and who helps. */
export function OtherWay({ collectivite, attestationUrl }: Props) {
  return (
    <>
      <h1>Faire autrement, sans FranceConnect</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {attestationUrl ? (
        <OnlineWay attestationUrl={attestationUrl} />
      ) : (
        <h2>Votre attestation, sur papier</h2>
      )}
      <AttestationSteps collectivite={collectivite} />
      <GetHelp />
      <h2>FranceConnect, en deux mots</h2>
      <p>
        C’est une porte commune aux services publics : vous y entrez avec un compte que vous avez peut-être
        déjà (impôts, Assurance maladie, La Poste, MSA…). Rien de plus à créer.
      </p>
      <p>
        <a href={`/collectivites/${collectivite.siret}`}>Revenir à la page de {collectivite.name}</a>
      </p>
    </>
  )
}
