import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Origin } from '#src/submission/content.js'
import { Alert } from '#templates/components/alert.js'
import { BigValue } from '#templates/components/big-value.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { SignOut } from '#templates/components/sign-out.js'
import { Stepper } from '#templates/components/stepper.js'
import { isAttestation } from '#templates/origin.js'
import {
  RECEIPT_ADDRESS_ID,
  ReceiptByMail,
  type ReceiptByMailProps,
} from '#templates/resident/receipt-by-mail.js'
import { TakeBack } from '#templates/resident/take-back.js'
import { WhatNext } from '#templates/resident/what-next.js'

type Props = {
  collectivite: Collectivite
  reference: string
  /** Null once its content is erased, but for what was sent without FranceConnect. */
  origin: Origin | null
  /** `26 novembre 2026 à 14 h 05` */
  sentAt: string
  month: string
  /** An attestation of a month long past: the collectivité may ask for another. */
  isOld?: boolean
  retentionDays: number
  /** Null once its content is erased. */
  receiptUrl: string | null
  /** Null once its content is erased. */
  receiptByMail: ReceiptByMailProps | null
  /** Null once an agent has opened it. */
  cancelUrl: string | null
  isOpened?: boolean
  transmissionsUrl: string
  /** On a computer of others. */
  isShared?: boolean
  /** The form had been sent already. */
  wasSentBefore?: boolean
  /** Where the link of a partner leads back, and the name under which it is shown. */
  returnTo: { url: string; host: string } | null
}

/** Done: the reference, the receipt, what comes next. */
export function Confirmation(props: Props) {
  const { collectivite, reference, origin, sentAt, month, receiptUrl, receiptByMail, returnTo } = props
  const { isShared = false, wasSentBefore = false } = props
  const withAttestation = isAttestation(origin)
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
      {!withAttestation && <Stepper step={3} />}
      <Alert kind="success">
        <p>
          {withAttestation
            ? `Votre attestation (${month}) a été transmise`
            : `Votre quotient familial (${month}) a été transmis`}{' '}
          le {sentAt}.
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
          <p class="qf-ecran">
            Le récépissé prouve la date de votre envoi. Il ne contient pas votre quotient familial.
            {isShared &&
              ' Sur cet ordinateur, préférez le courriel : le fichier resterait dans les téléchargements.'}
          </p>
        </>
      )}
      {receiptByMail && <ReceiptByMail {...receiptByMail} />}
      {!receiptUrl && (
        <p>Ce que vous aviez transmis n’est plus gardé : sa durée de conservation est finie.</p>
      )}
      <WhatNext {...props} />
      {returnTo && (
        <p>
          <a href={returnTo.url}>Revenir sur {returnTo.host}</a>
        </p>
      )}
      <TakeBack {...props} />
      {!isShared && <LeaveComputer isApart={origin === 'Attestation sans FranceConnect'} />}
    </>
  )
}

function LeaveSharedComputer() {
  return (
    <div class="qf-ecran fr-mb-4w">
      <p>
        <strong>Vous êtes sur un ordinateur partagé.</strong> Notez votre référence, puis déconnectez-vous :
        la personne suivante ne verra rien de vous dans ce service.
      </p>
      <SignOut area="usager" />
    </div>
  )
}

function LeaveComputer({ isApart }: { isApart: boolean }) {
  return (
    <section class="qf-ecran fr-mt-4w">
      <h2 class="fr-h6">Vous n’êtes pas sur votre ordinateur ?</h2>
      {isApart ? (
        <>
          <p>Déconnectez-vous : cette page ne se rouvrira plus ici.</p>
          <SignOut area="usager" quiet />
        </>
      ) : (
        <p>Déconnectez-vous : le bouton est en haut de la page. Vous le serez aussi de FranceConnect.</p>
      )}
    </section>
  )
}
