import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Contact } from '#templates/components/contact.js'
import { Notice } from '#templates/resident/notice.js'

type Props = { collectivite: Collectivite; reference: string; transmissionsUrl: string | null }

/** An agent has opened it meanwhile. */
export function TooLateToCancel({ collectivite, reference, transmissionsUrl }: Props) {
  return (
    <Notice
      title="Il est trop tard pour annuler"
      collectivite={collectivite}
      way={
        transmissionsUrl
          ? { href: transmissionsUrl, label: 'Voir mes transmissions' }
          : { href: '/', label: 'Revenir à l’accueil' }
      }
    >
      <p>
        Un agent a déjà ouvert votre transmission {reference}, ou l’a mise dans un fichier. Elle n’a pas été
        annulée.
      </p>
      <p>
        Pour la faire corriger ou effacer, adressez-vous à {collectivite.name} avec cette référence.
        {collectivite.contact && (
          <>
            {' '}
            Où s’adresser : <Contact text={collectivite.contact} />.
          </>
        )}
      </p>
      <p>Le montant n’est plus le bon ? Transmettez le nouveau.</p>
    </Notice>
  )
}
