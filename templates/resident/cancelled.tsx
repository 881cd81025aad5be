import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

type Props = {
  collectivite: Collectivite
  reference: string
  cancelledAt: string
  startUrl: string
  /** Null for one that was sent without FranceConnect. */
  transmissionsUrl: string | null
}

/** Taken back. */
export function Cancelled({ collectivite, reference, cancelledAt, startUrl, transmissionsUrl }: Props) {
  return (
    <Notice
      title="Transmission annulée"
      collectivite={collectivite}
      way={{ href: startUrl, label: 'Transmettre de nouveau' }}
    >
      <p>
        Votre transmission {reference} a été annulée le {cancelledAt}. Ce qu’elle contenait est effacé. Un
        agent a pu la voir arriver dans sa liste, sans l’ouvrir.
      </p>
      {transmissionsUrl && (
        <p>
          Il en reste une trace, sans votre nom ni votre quotient familial :{' '}
          <a href={transmissionsUrl}>voir mes transmissions</a>.
        </p>
      )}
    </Notice>
  )
}
