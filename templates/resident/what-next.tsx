import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Origin } from '#src/submission/content.js'
import { Contact } from '#templates/components/contact.js'
import { isAttestation } from '#templates/origin.js'

type Props = {
  collectivite: Collectivite
  origin: Origin | null
  month: string
  isOld?: boolean
  retentionDays: number
  transmissionsUrl: string
}

/** What follows a transmission. */
export function WhatNext({
  collectivite,
  origin,
  month,
  isOld = false,
  retentionDays,
  transmissionsUrl,
}: Props) {
  const { name, contact } = collectivite
  return (
    <>
      <h2>Et maintenant</h2>
      <ul>
        <li>
          {isAttestation(origin)
            ? 'Un agent va lire votre attestation. Il ne peut pas vous répondre d’ici : sans nouvelle, ou si votre tarif ne change pas, appelez la mairie avec votre référence.'
            : `Vous n’avez plus rien à faire : les agents de ${name} lisent votre envoi et appliquent leur tarif.`}
        </li>
        {isOld && (
          <li>
            Votre attestation est celle du mois {monthOf(month)} : votre collectivité peut vous en demander
            une plus récente.
          </li>
        )}
        {origin === 'Attestation sans FranceConnect' ? (
          <KeepReference />
        ) : (
          <FindAgain days={retentionDays} url={transmissionsUrl} />
        )}
        <li>
          Pour toute question sur le tarif, adressez-vous à votre collectivité
          {contact && (
            <>
              {'\u00a0'}: <Contact text={contact} />
            </>
          )}
          .
        </li>
        <li>Si votre situation change, revenez transmettre votre nouveau quotient familial.</li>
      </ul>
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

/** `de novembre`, `d’août` */
function monthOf(month: string): string {
  return /^[ao]/.test(month) ? `d’${month}` : `de ${month}`
}
