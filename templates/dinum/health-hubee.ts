import { hubeeFault } from '#templates/agent/hubee-words.js'
import type { HealthProps, HealthStep } from '#templates/dinum/health-steps.js'
import { subscriptionWords } from '#templates/dinum/hubee.js'
import { formatDate, formatNumber } from '#templates/format.js'

/** The two last steps of the way, through HubEE: its subscription, and what is handed over. */
export function hubeeSteps(props: HealthProps): HealthStep[] {
  return [subscription(props), lastFolder(props)]
}

function subscription({ health, collectivite: { deliversToHubee, timeZone } }: HealthProps): HealthStep {
  const name = 'Abonnement HubEE'
  const { subscription } = health.hubee
  const words = `${subscriptionWords(subscription)}.`
  if (subscription?.status === 'Actif')
    return {
      name,
      kind: 'done',
      since: null,
      words: `Actif quand il a été lu, le ${formatDate(subscription.readAt, timeZone)}.`,
    }
  if (!deliversToHubee) return { name, kind: 'optional', since: null, words }
  const isWaiting = !subscription || subscription.status === 'Inactif'
  return { name, kind: isWaiting ? 'todo' : 'trouble', since: null, words }
}

function lastFolder({ health, collectivite: { deliversToHubee, timeZone } }: HealthProps): HealthStep {
  const name = 'Dernière remise à HubEE'
  const { hubee, hubeeFailedAt } = health
  const { lastCompletedAt, waiting } = hubee
  const since = lastCompletedAt && formatDate(lastCompletedAt, timeZone)
  if (hubeeFailedAt) {
    const words = `Des remises sont abandonnées depuis le ${formatDate(hubeeFailedAt, timeZone)}\u00a0: la cause est dans «\u00a0Pannes\u00a0».`
    return { name, kind: 'trouble', since, words }
  }
  if (waiting > 0) {
    const words = `${formatNumber(waiting)} en attente\u00a0: ${hubeeFault('HUBEE_NOT_SUBSCRIBED')}.`
    return { name, kind: 'trouble', since, words }
  }
  if (since) return { name, kind: 'done', since, words: 'La collectivité la trouve dans HubEE.' }
  if (!deliversToHubee) return { name, kind: 'optional', since, words: 'Rien n’est remis à HubEE.' }
  return { name, kind: 'todo', since, words: 'Aucune encore\u00a0: la première suivra une transmission.' }
}
