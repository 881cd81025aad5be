import { AttestationSteps } from '#templates/components/attestation-steps.js'
import { formatInstant, formatMonth } from '#templates/format.js'
import {
  TRIAL_COLLECTIVITE,
  TRIAL_IDENTITY,
  TRIAL_REFERENCE,
  trialQuotientFamilial,
} from '#templates/information/trial-family.js'
import { TRIAL_PATH, TrialFrame } from '#templates/information/trial-frame.js'
import { CollectivitePage } from '#templates/resident/collectivite.js'
import { Confirmation } from '#templates/resident/confirmation.js'
import { Review } from '#templates/resident/review.js'
import { Transmissions } from '#templates/resident/transmissions.js'

/** `today` is the day of `now`, `AAAA-MM-JJ`. */
type Moment = { now: Date; today: string }

const REVIEW = `${TRIAL_PATH}/relire`
const CONFIRMATION = `${TRIAL_PATH}/confirmation`

/** What a family finds behind the QR code of the poster. */
export function TrialStart() {
  return (
    <TrialFrame
      place="accueil"
      note="Le vrai bouton mène à FranceConnect ; celui-ci passe à l’étape suivante, comme si l’usager s’était identifié."
    >
      <CollectivitePage
        collectivite={TRIAL_COLLECTIVITE}
        signInUrl={REVIEW}
        otherWayUrl={`${TRIAL_PATH}/autrement`}
        personalDataUrl="/donnees_personnelles"
      />
    </TrialFrame>
  )
}

/** And without FranceConnect. */
export function TrialOtherWay() {
  return (
    <TrialFrame place="accueil" note="Voici le chemin de qui n’a pas FranceConnect.">
      <h1>Faire autrement, sans FranceConnect</h1>
      <AttestationSteps collectivite={TRIAL_COLLECTIVITE} />
      <p>
        <a href={TRIAL_PATH}>Revenir à la page de {TRIAL_COLLECTIVITE.name}</a>
      </p>
    </TrialFrame>
  )
}

/** @param refreshed she asked the fund anew */
export function TrialReview({ today, refreshed }: Pick<Moment, 'today'> & { refreshed: boolean }) {
  return (
    <TrialFrame place="relire" note="La famille et son quotient familial sont inventés.">
      <Review
        collectivite={TRIAL_COLLECTIVITE}
        identity={TRIAL_IDENTITY}
        quotientFamilial={trialQuotientFamilial(today)}
        revue="essai"
        externalId={null}
        retentionDays={TRIAL_COLLECTIVITE.retentionDays}
        declared={null}
        action={CONFIRMATION}
        refresh={refreshed ? 'done' : 'not-asked'}
        refreshUrl={`${REVIEW}?actualiser=oui`}
        personalDataUrl="/donnees_personnelles"
      />
    </TrialFrame>
  )
}

export function TrialConfirmation({ now, today }: Moment) {
  const { year, month } = trialQuotientFamilial(today)
  return (
    <TrialFrame
      place="confirmation"
      note="L’usager garde une référence et un récépissé, et peut reprendre son envoi tant que personne ne l’a ouvert."
    >
      <Confirmation
        collectivite={TRIAL_COLLECTIVITE}
        reference={TRIAL_REFERENCE}
        origin="FranceConnect"
        sentAt={formatInstant(now, TRIAL_COLLECTIVITE.timeZone)}
        month={formatMonth(year, month)}
        retentionDays={TRIAL_COLLECTIVITE.retentionDays}
        receiptUrl={`${TRIAL_PATH}/recepisse.pdf`}
        receiptByMail={null}
        cancelUrl={null}
        transmissionsUrl={`${TRIAL_PATH}/suivi`}
        returnTo={null}
      />
    </TrialFrame>
  )
}

/** What she finds again after a sign-in. */
export function TrialFollowed({ now, today }: Moment) {
  const { year, month } = trialQuotientFamilial(today)
  return (
    <TrialFrame place="confirmation" note="Voici ce que l’usager retrouve quand il s’identifie de nouveau.">
      <Transmissions
        retentionDays={TRIAL_COLLECTIVITE.retentionDays}
        transmissions={[
          {
            collectivite: TRIAL_COLLECTIVITE,
            reference: TRIAL_REFERENCE,
            url: CONFIRMATION,
            month: formatMonth(year, month),
            sentAt: formatInstant(now, TRIAL_COLLECTIVITE.timeZone),
            openedAt: null,
            treatedAt: null,
            cancelledAt: null,
            isKept: true,
            cancelUrl: null,
            refreshUrl: null,
          },
        ]}
      />
    </TrialFrame>
  )
}
