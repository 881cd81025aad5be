import type { DeliveryTroubles } from '#src/delivery/list-deliveries.js'
import { Alert } from '#templates/components/alert.js'
import { formatNumber, plural } from '#templates/format.js'

type Props = {
  troubles: DeliveryTroubles
  manages: boolean
  /** Where to look closer; null on that very page. */
  mailsUrl: string | null
}

/** What is wrong with the mails of the last days, and what to do. */
export function MailsTroubles({ troubles, manages, mailsUrl }: Props) {
  const { refused, failed, waiting, unprotected } = troubles
  return (
    <Alert kind="warning" title="Des courriels ne sont pas partis">
      {refused.map((email) => (
        <p>
          L’adresse <strong>{email}</strong> refuse nos courriels : plus rien n’y part.{' '}
          {manages
            ? 'Vérifiez-la, puis renvoyez-lui le lien de confirmation, ou remplacez-la.'
            : 'Prévenez un gestionnaire.'}
        </p>
      ))}
      {failed > 0 && (
        <p>
          {failed > 1
            ? `${formatNumber(failed)} courriels de ces 7 derniers jours n’ont pas pu partir.`
            : 'Un courriel de ces 7 derniers jours n’a pas pu partir.'}
        </p>
      )}
      {unprotected && (
        <p>
          Un courriel attend : la connexion à la messagerie n’est pas protégée, et il ne part pas sans cela.
        </p>
      )}
      {waiting > 0 && !unprotected && (
        <p>
          {formatNumber(waiting)} {plural(waiting, 'courriel')} {waiting > 1 ? 'attendent' : 'attend'} : la
          messagerie ne répond pas. De nouveaux essais ont lieu pendant 48 heures.
        </p>
      )}
      <p>
        Rien n’est perdu : toutes les transmissions sont dans la liste, et vous pouvez télécharger le fichier.
        {mailsUrl && (
          <>
            {' '}
            <a href={mailsUrl}>Voir les courriels</a>
          </>
        )}
      </p>
    </Alert>
  )
}
