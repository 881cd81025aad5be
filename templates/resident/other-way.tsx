import type { Collectivite } from '#src/collectivite/collectivite.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

/** Without FranceConnect: the attestation on paper, and who helps. */
export function OtherWay({ collectivite }: { collectivite: Collectivite }) {
  return (
    <>
      <h1>Faire autrement, sans FranceConnect</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      <p>Votre collectivité accepte aussi votre attestation.</p>
      <AttestationSteps collectivite={collectivite} />
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
