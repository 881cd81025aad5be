import type { Collectivite } from '#src/collectivite/collectivite.js'
import { SignOut } from '#templates/components/sign-out.js'
import { Notice } from '#templates/resident/notice.js'

type Props = {
  collectivite: Collectivite
  reference: string
  cancelledAt: string
  startUrl: string
  /** Null for one that was sent without FranceConnect. */
  transmissionsUrl: string | null
  /** On a computer of others. */
  isShared: boolean
}

/** Taken back. */
export function Cancelled(props: Props) {
  const { collectivite, reference, cancelledAt, startUrl, transmissionsUrl, isShared } = props
  return (
    <Notice
      title="Transmission annulée"
      collectivite={collectivite}
      way={{ href: startUrl, label: 'Transmettre de nouveau' }}
    >
      <p>
        Votre transmission {reference} a été annulée le {cancelledAt}. Un agent a pu lire votre nom et votre
        montant dans sa liste. Ce que la transmission contenait est effacé de ce service.
      </p>
      <p>
        Une copie chiffrée reste quelque temps encore dans{' '}
        <a href={`/collectivites/${collectivite.siret}/donnees_personnelles#duree`}>les sauvegardes</a>.
      </p>
      {transmissionsUrl && (
        <p>
          Il en reste une trace, sans votre nom ni votre quotient familial :{' '}
          <a href={transmissionsUrl}>voir mes transmissions</a>.
        </p>
      )}
      {isShared && (
        <>
          <p>
            <strong>Vous êtes sur un ordinateur partagé.</strong> Déconnectez-vous avant de partir.
          </p>
          <SignOut area="usager" />
        </>
      )}
    </Notice>
  )
}
