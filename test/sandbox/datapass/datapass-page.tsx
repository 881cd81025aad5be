import { Page } from '../page.js'
import type { Attempt } from './attempt.js'
import { AttemptsList } from './attempts-list.js'
import { CreationForm } from './creation-form.js'
import { DataPassFaults, type FaultsShown } from './datapass-faults.js'
import { FreeBodyForm } from './free-body-form.js'
import { type Held, HeldList } from './held-list.js'
import type { DataPassRequest } from './request.js'
import { RequestSection } from './request-section.js'

export type DataPassPageProps = {
  webhookUrl: string
  requests: DataPassRequest[]
  held: Held[]
  attempts: Attempt[]
  faults: FaultsShown
}

/** The requests and what can happen to them, what was sent, and what can go wrong. */
export function DataPassPage({ webhookUrl, requests, held, attempts, faults }: DataPassPageProps) {
  return (
    <Page title="DataPass">
      <p>
        Les collectivités y demandent le droit d’utiliser le service. Chaque événement part vers{' '}
        <code>{webhookUrl}</code>.
      </p>
      <h2>Demandes</h2>
      {requests.length === 0 && <p>Aucune demande.</p>}
      {requests.toReversed().map((request) => (
        <RequestSection request={request} />
      ))}
      <CreationForm />
      <HeldList held={held} />
      <FreeBodyForm />
      <AttemptsList attempts={attempts} />
      <DataPassFaults faults={faults} />
    </Page>
  )
}
