import { Page } from '../page.js'
import { FolderSection } from './folder-section.js'
import type { Folder, Subscription } from './model.js'
import { SubscriptionsList } from './subscriptions-list.js'

type PortalPageProps = { subscriptions: readonly Subscription[]; folders: readonly Folder[] }

/** What the administrator of HubEE and the agents of communes see, in one; the newest télédossier first. */
export function PortalPage({ subscriptions, folders }: PortalPageProps) {
  return (
    <Page title="Portail HubEE">
      <p>
        Jouez ici l’administrateur de HubEE, qui règle les abonnements, et l’agent d’une commune, qui ouvre
        les télédossiers et dit où ils en sont. Le service apprend ce que dit l’agent quand il relève ses
        notifications, et un abonnement chaque nuit, ou dès que l’opérateur appuie sur « Relire l’abonnement »
        dans sa console.
      </p>
      <SubscriptionsList subscriptions={subscriptions} />
      <h2>Télédossiers</h2>
      {folders.length === 0 && <p>Aucun télédossier n’est arrivé.</p>}
      {folders.toReversed().map((folder) => (
        <FolderSection folder={folder} />
      ))}
    </Page>
  )
}
