import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** A transmission shows only to who sent it and is signed in. */
export function ReceiptGone({
  collectivite,
  transmissionsUrl,
}: {
  collectivite: Collectivite
  transmissionsUrl: string
}) {
  return (
    <Notice
      title="Identifiez-vous pour voir cette page"
      collectivite={collectivite}
      way={{ href: transmissionsUrl, label: 'Voir mes transmissions' }}
    >
      <p>
        La confirmation et le récépissé ne s’affichent que pour la personne qui a transmis, quand elle est
        identifiée avec FranceConnect : pendant 30 minutes, ou jusqu’à la déconnexion.
      </p>
      <p>Ce qui a été transmis est bien gardé : votre collectivité le retrouve avec votre référence.</p>
    </Notice>
  )
}
