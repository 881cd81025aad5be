import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { BigValue } from '#templates/components/big-value.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { Stepper } from '#templates/components/stepper.js'

type Props = {
  collectivite: Collectivite
  reference: string
  /** `26 novembre 2026 à 14 h 05` */
  sentAt: string
  month: string
  receiptUrl: string
  returnUrl: string | null
}

/** Done: the reference, the receipt, what comes next. */
export function Confirmation({ collectivite, reference, sentAt, month, receiptUrl, returnUrl }: Props) {
  return (
    <>
      <h1>C’est transmis</h1>
      <p>
        Vous avez transmis à <CollectiviteName collectivite={collectivite} />
      </p>
      <Stepper step={3} />
      <Alert kind="success">
        <p>
          Votre quotient familial de {month} a été transmis le {sentAt}.
        </p>
      </Alert>
      <BigValue
        label="Votre référence"
        value={reference}
        detail="Notez-la : elle permet à votre collectivité de retrouver votre envoi."
      />
      <p>
        <ButtonLink href={receiptUrl} download>
          Télécharger le récépissé
        </ButtonLink>
      </p>
      <p>
        Le récépissé prouve la date de votre envoi. Il ne contient pas votre quotient familial. Téléchargez-le
        maintenant : il ne sera plus disponible après votre déconnexion.
      </p>
      <h2>Et maintenant</h2>
      <ul>
        <li>
          Vous n’avez plus rien à faire : les agents de {collectivite.name} lisent votre envoi et appliquent
          leur tarif.
        </li>
        <li>Pour toute question sur le tarif, adressez-vous à votre collectivité.</li>
        <li>Si votre situation change, revenez transmettre votre nouveau quotient familial.</li>
      </ul>
      {returnUrl && (
        <p>
          <a href={returnUrl}>Revenir au site de votre collectivité</a>
        </p>
      )}
      <h2 class="fr-h6">Vous n’êtes pas sur votre ordinateur ?</h2>
      <p>Déconnectez-vous : le bouton est en haut de la page. Vous le serez aussi de FranceConnect.</p>
    </>
  )
}
