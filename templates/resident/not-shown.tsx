import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** What was asked of a transmission that does not show. */
export type NotDone = 'annulation' | 'courriel'
type Props = {
  collectivite: Collectivite
  isSignedIn: boolean
  notDone: NotDone | null
  transmissionsUrl: string
}

/** A transmission shows to nobody but who sent it, signed in. */
export function NotShown({ collectivite, isSignedIn, notDone, transmissionsUrl }: Props) {
  return (
    <Notice
      title={isSignedIn ? 'Cette transmission n’est pas la vôtre' : 'Identifiez-vous pour voir cette page'}
      collectivite={collectivite}
      way={{ href: transmissionsUrl, label: isSignedIn ? 'Voir mes transmissions' : 'M’identifier' }}
    >
      {notDone && (
        <p>
          <strong>{notDone === 'annulation' ? 'Rien n’a été annulé.' : 'Aucun courriel n’est parti.'}</strong>
        </p>
      )}
      <p>
        La confirmation et le récépissé ne s’affichent que pour la personne qui a transmis, quand elle est
        identifiée avec FranceConnect : pendant 30 minutes, ou jusqu’à la déconnexion.
      </p>
      <p>Une question sur une transmission ? Votre collectivité la retrouve avec sa référence.</p>
    </Notice>
  )
}
