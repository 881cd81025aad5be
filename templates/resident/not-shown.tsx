import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** What was asked of a transmission that does not show. */
export type NotDone = 'annulation' | 'courriel'
type Props = {
  collectivite: Collectivite
  isSignedIn: boolean
  notDone: NotDone | null
  /** Of the address, where it looks like one; it says nothing of whether there is such a transmission. */
  reference: string | null
  transmissionsUrl: string
}

const NBSP = '\u00a0'

/** A transmission shows to nobody but who sent it, signed in. */
export function NotShown({ collectivite, isSignedIn, notDone, reference, transmissionsUrl }: Props) {
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
        La confirmation et le récépissé ne s’affichent que pour la personne qui a transmis, tant qu’elle est
        identifiée avec FranceConnect.
      </p>
      {!isSignedIn && (
        <p>
          <strong>Vous avez transmis sans FranceConnect ?</strong> C’est fait, et cette page ne se retrouve
          plus : ni après 30 minutes, ni après vous être déconnecté, ni quand le navigateur refuse les
          cookies. {reference && `Notez votre référence${NBSP}: ${reference}.`}
        </p>
      )}
      <p>
        Une question sur une transmission ? Votre collectivité la retrouve avec sa référence
        {collectivite.contact && `${NBSP}: ${collectivite.contact}`}.
      </p>
    </Notice>
  )
}
