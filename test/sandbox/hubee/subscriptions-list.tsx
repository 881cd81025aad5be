import { SUBSCRIPTIONS_ANCHOR, SUBSCRIPTIONS_PATH } from './addresses.js'
import { SUBSCRIPTION_STATUSES, type Subscription } from './model.js'
import { StatusForm } from './status-form.js'
import { SUBSCRIPTION_WORDS } from './words.js'

/** Which communes take télédossiers, as the administrator of HubEE decides it. */
export function SubscriptionsList({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  return (
    <section aria-labelledby={SUBSCRIPTIONS_ANCHOR}>
      <h2 id={SUBSCRIPTIONS_ANCHOR}>Abonnements</h2>
      {subscriptions.length === 0 && <p>Aucune commune n’est abonnée.</p>}
      {subscriptions.map((subscription) => (
        <SubscriptionForm subscription={subscription} />
      ))}
    </section>
  )
}

function SubscriptionForm({ subscription }: { subscription: Subscription }) {
  const { id, subscriber, processCode, status } = subscription
  const { companyRegister: siret, branchCode: cogCode } = subscriber
  return (
    <StatusForm
      action={`${SUBSCRIPTIONS_PATH}/${id}`}
      legend={`SIRET ${siret}, code COG ${cogCode}, démarche ${processCode}`}
      statuses={SUBSCRIPTION_STATUSES.map((one) => [one, null])}
    >
      Statut : <strong>{SUBSCRIPTION_WORDS[status]}</strong> <code>{status}</code>
    </StatusForm>
  )
}
