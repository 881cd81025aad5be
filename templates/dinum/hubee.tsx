import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Channel } from '#src/delivery/hubee/read-channel.js'
import { hubeeFault } from '#templates/agent/hubee-words.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { formatInstant, formatNumber } from '#templates/format.js'

export type HubeeProps = {
  channel: Channel
  urls: { change: string; read: string }
}

/** Whether what is certified is handed over to HubEE, and how that goes. */
export function Hubee({
  channel,
  urls,
  collectivite: { deliversToHubee },
}: HubeeProps & { collectivite: Collectivite }) {
  return (
    <>
      <h2>HubEE</h2>
      <p>
        {deliversToHubee
          ? 'Chaque transmission certifiée par FranceConnect est aussi remise à HubEE, le portail de l’État où la collectivité la lit. Les attestations, elles, restent dans l’espace des agents.'
          : 'Rien n’est remis à HubEE, le portail de l’État\u00a0: la collectivité lit dans son espace ou par courriel.'}
      </p>
      <SummaryList rows={rowsOf(channel)} />
      <div class="qf-bar">
        <form method="post" action={urls.change}>
          <button
            type="submit"
            name="remise"
            value={deliversToHubee ? 'non' : 'oui'}
            class="fr-btn fr-btn--secondary"
          >
            {deliversToHubee ? 'Ne plus remettre à HubEE' : 'Remettre à HubEE'}
          </button>
        </form>
        <form method="post" action={urls.read}>
          <button type="submit" class="fr-btn fr-btn--tertiary">
            Relire l’abonnement
          </button>
        </form>
      </div>
    </>
  )
}

const STATUSES: Record<NonNullable<NonNullable<Channel['subscription']>['status']>, string> = {
  Actif: 'Actif',
  Inactif: 'Inactif\u00a0: à activer dans HubEE',
  Refusé: 'Refusé dans HubEE',
  Suspendu: 'Suspendu\u00a0: à réactiver dans HubEE',
}

/** The subscription as HubEE last told it, in words. */
export function subscriptionWords(subscription: Channel['subscription']): string {
  if (!subscription) return 'Pas encore demandé à HubEE'
  const { status, lastCode } = subscription
  if (status) return STATUSES[status]
  return lastCode ? `Aucun\u00a0: à créer dans HubEE, car ${hubeeFault(lastCode)}` : 'Aucun'
}

function rowsOf({ subscription, completed, lastCompletedAt, waiting, leaving, failed }: Channel) {
  const readAt = subscription ? ` (lu le ${formatInstant(subscription.readAt, 'Europe/Paris')})` : ''
  const last = lastCompletedAt ? `, la dernière le ${formatInstant(lastCompletedAt, 'Europe/Paris')}` : ''
  const rows: [string, string][] = [
    ['Abonnement', `${subscriptionWords(subscription)}${readAt}`],
    ['Remises depuis 90 jours', `${formatNumber(completed)}${last}`],
  ]
  if (waiting > 0) rows.push(['En attente de l’abonnement', formatNumber(waiting)])
  if (leaving > 0) rows.push(['En cours de remise', formatNumber(leaving)])
  if (failed > 0) rows.push(['Abandonnées', `${formatNumber(failed)}, à réessayer dans «\u00a0Pannes\u00a0»`])
  return rows
}
