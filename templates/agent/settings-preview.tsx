import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { CollectivitePage } from '#templates/resident/collectivite.js'
import { OnlineWay } from '#templates/resident/online-way.js'

/** The residents' page as it would be, above the form that holds what was typed; its links stay on this page. */
export function SettingsPreview({ collectivite, formId }: { collectivite: Collectivite; formId: string }) {
  return (
    <>
      <Alert kind="info" title="Aperçu, rien n’est enregistré">
        <p>
          Voici la page des habitants avec ce que vous avez écrit.{' '}
          <a href={`#${formId}`}>Revenir au formulaire</a>, plus bas : tout y est.
        </p>
      </Alert>
      <div class="qf-preview">
        <CollectivitePage collectivite={collectivite} signInUrl={`#${formId}`} otherWayUrl="#autrement" />
      </div>
      <div class="qf-preview" id="autrement">
        <p>
          <strong>Et à qui choisit « Faire autrement, sans FranceConnect »</strong>
        </p>
        {collectivite.acceptsWithoutFranceConnect && <OnlineWay attestationUrl={`#${formId}`} />}
        <AttestationSteps collectivite={collectivite} />
      </div>
    </>
  )
}
