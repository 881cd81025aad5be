import type { Channel } from '#src/delivery/hubee/read-channel.js'
import { Alert } from '#templates/components/alert.js'
import { formatNumber, plural } from '#templates/format.js'

/** What is handed over to HubEE beside the mails, and what waits or was given up. */
export function MailsHubee({ channel }: { channel: Channel }) {
  const { completed, waiting, failed } = channel
  return (
    <>
      <h2>HubEE</h2>
      <p>
        Les transmissions certifiées sont aussi remises à HubEE, le portail de l’État :{' '}
        {completed === 0
          ? 'aucune encore.'
          : `${formatNumber(completed)} ${plural(completed, 'remise')} depuis 90 jours.`}{' '}
        Les attestations restent ici, dans la liste.
      </p>
      {waiting > 0 && (
        <Alert kind="warning" title="L’abonnement à HubEE n’est pas actif">
          <p>
            {waiting > 1
              ? `${formatNumber(waiting)} transmissions attendent et partiront`
              : 'Une transmission attend et partira'}{' '}
            dès qu’il le sera. Il s’active dans HubEE. Rien n’est perdu : tout est dans la liste.
          </p>
        </Alert>
      )}
      {failed > 0 && (
        <Alert kind="warning" title="Des transmissions n’ont pas pu être remises à HubEE">
          <p>
            {failed > 1 ? `${formatNumber(failed)} ont été abandonnées` : 'Une a été abandonnée'} après 48
            heures d’essais. L’opérateur du service peut réessayer. Rien n’est perdu : tout est dans la liste.
          </p>
        </Alert>
      )}
    </>
  )
}
