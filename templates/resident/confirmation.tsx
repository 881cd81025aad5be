import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { BigValue } from '#templates/components/big-value.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CancelForm } from '#templates/components/cancel-form.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { SignOut } from '#templates/components/sign-out.js'
import { Stepper } from '#templates/components/stepper.js'
import {
  RECEIPT_ADDRESS_ID,
  ReceiptByMail,
  type ReceiptByMailProps,
} from '#templates/resident/receipt-by-mail.js'

type Props = {
  collectivite: Collectivite
  reference: string
  /** `26 novembre 2026 à 14 h 05` */
  sentAt: string
  month: string
  retentionDays: number
  /** Null once its content is erased. */
  receiptUrl: string | null
  /** Null once its content is erased. */
  receiptByMail: ReceiptByMailProps | null
  /** Null once an agent has opened it. */
  cancelUrl: string | null
  transmissionsUrl: string
  /** Sent without FranceConnect: found again in this browser alone, for half an hour. */
  isApart?: boolean
  /** On a computer of others. */
  isShared?: boolean
  /** The form had been sent already. */
  wasSentBefore?: boolean
  /** Where the link of a partner leads back, and the name under which it is shown. */
  returnTo: { url: string; host: string } | null
}

/** Done: the reference, the receipt, what comes next. */
export function Confirmation({
  collectivite,
  reference,
  sentAt,
  month,
  retentionDays,
  receiptUrl,
  receiptByMail,
  cancelUrl,
  transmissionsUrl,
  isApart = false,
  isShared = false,
  wasSentBefore = false,
  returnTo,
}: Props) {
  return (
    <>
      {receiptByMail?.kind === 'form' && receiptByMail.error && (
        <ErrorSummary
          title="C’est transmis, mais le récépissé n’est pas parti"
          errors={[{ fieldId: RECEIPT_ADDRESS_ID, message: receiptByMail.error }]}
        />
      )}
      <h1>C’est transmis</h1>
      <p>
        Vous avez transmis à <CollectiviteName collectivite={collectivite} />
      </p>
      <Stepper step={3} />
      <Alert kind="success">
        <p>
          {isApart ? 'Votre attestation' : 'Votre quotient familial'} ({month}){' '}
          {isApart ? 'a été transmise' : 'a été transmis'} le {sentAt}.
        </p>
      </Alert>
      {wasSentBefore && (
        <Alert kind="info">
          <p>
            Cette page avait déjà été envoyée : rien n’est parti une seconde fois. Vous avez changé quelque
            chose ? Annulez cette transmission, plus bas, puis recommencez.
          </p>
        </Alert>
      )}
      <BigValue
        label="Votre référence"
        value={reference}
        detail="Notez-la : elle permet à votre collectivité de retrouver votre envoi."
      />
      {isShared && <LeaveSharedComputer />}
      {receiptUrl && (
        <>
          <p>
            <ButtonLink href={receiptUrl} secondary={isShared} download>
              Télécharger le récépissé
            </ButtonLink>
          </p>
          <p>Le récépissé prouve la date de votre envoi. Il ne contient pas votre quotient familial.</p>
        </>
      )}
      {receiptByMail && <ReceiptByMail {...receiptByMail} />}
      {!receiptUrl && (
        <p>Ce que vous aviez transmis n’est plus gardé : sa durée de conservation est finie.</p>
      )}
      <h2>Et maintenant</h2>
      <ul>
        <li>
          Vous n’avez plus rien à faire : les agents de {collectivite.name} lisent votre envoi et appliquent
          leur tarif.
        </li>
        {isApart ? <KeepReference /> : <FindAgain days={retentionDays} url={transmissionsUrl} />}
        <li>
          Pour toute question sur le tarif, adressez-vous à votre collectivité
          {collectivite.contact && ` : ${collectivite.contact}`}.
        </li>
        <li>Si votre situation change, revenez transmettre votre nouveau quotient familial.</li>
      </ul>
      {returnTo && (
        <p>
          <a href={returnTo.url}>Revenir sur {returnTo.host}</a>
        </p>
      )}
      {cancelUrl && (
        <>
          <h2 class="fr-h6">Une erreur ? Un regret ?</h2>
          <p>
            Tant qu’aucun agent n’a ouvert votre envoi, vous pouvez le reprendre : ce qu’il contient est alors
            effacé.
          </p>
          <CancelForm action={cancelUrl} />
        </>
      )}
      {!isShared && <LeaveComputer isApart={isApart} />}
    </>
  )
}

function FindAgain({ days, url }: { days: number; url: string }) {
  return (
    <li>
      Vous retrouvez cet envoi et son récépissé, et voyez s’il a été ouvert et traité, dans{' '}
      <a href={url}>Mes transmissions</a>, pendant {days} jours.
    </li>
  )
}

function KeepReference() {
  return (
    <li>
      Gardez votre référence et votre récépissé : sans FranceConnect, cette page ne se retrouve plus après 30
      minutes.
    </li>
  )
}

function LeaveSharedComputer() {
  return (
    <div class="fr-mb-4w">
      <p>
        <strong>Vous êtes sur un ordinateur partagé.</strong> Notez votre référence, puis déconnectez-vous :
        la personne suivante ne verra rien de vous.
      </p>
      <SignOut area="usager" />
    </div>
  )
}

function LeaveComputer({ isApart }: { isApart: boolean }) {
  return (
    <>
      <h2 class="fr-h6">Vous n’êtes pas sur votre ordinateur ?</h2>
      {isApart ? (
        <>
          <p>Déconnectez-vous : cette page ne se rouvrira plus ici.</p>
          <SignOut area="usager" quiet />
        </>
      ) : (
        <p>Déconnectez-vous : le bouton est en haut de la page. Vous le serez aussi de FranceConnect.</p>
      )}
    </>
  )
}
