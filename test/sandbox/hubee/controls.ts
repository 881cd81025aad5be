import { randomUUID } from 'node:crypto'
import { addEvent, findCase } from './cases.js'
import type { FaultControls } from './faults.js'
import {
  type Folder,
  type Hub,
  momentOf,
  type Notification,
  nameOf,
  SENDER,
  type Status,
  type Subscription,
  type SubscriptionStatus,
} from './model.js'

/** What a test may ask of the simulated HubEE. */
export type HubeeControls = FaultControls & {
  /** What senders made, files included, oldest first; deleted ones are gone. */
  readonly folders: readonly Folder[]
  readonly subscriptions: readonly Subscription[]
  /** Every queue in one. */
  readonly notifications: readonly Notification[]
  /** A commune is known, and subscribed to the form. */
  subscribe(siret: string, branchCode: string, status?: SubscriptionStatus): void
  /** Somebody at HubEE activates, refuses or suspends it, by its SIRET or its id. @throws when there is none */
  setSubscription(siretOrId: string, status: SubscriptionStatus): void
  /** The agent of the commune: says where the case is, with a notification. @throws for an unknown case */
  move(caseId: string, status: Status, message?: string): void
  /** The agent does something that is no status. @throws for an unknown case */
  act(caseId: string, actionType: 'ATTACH_DEPOSIT' | 'SENDING_MESSAGE' | 'COM_ADD'): void
  /** Notifications of another process of the same sender, which are not ours to touch. */
  notifyOfAnotherProcess(times: number): void
  /** Ends every token given so far. */
  expireTokens(): void
  /** Forgets everything, faults included. */
  reset(): void
}

const OF_ANOTHER = 'CERTDC'
const PROCESS = 'FormulaireQF'

/** Those parts of the controls that concern what HubEE knows. */
export function hubControls(hub: Hub, now: () => Date) {
  const caseOf = (id: string) => {
    const found = findCase(hub, id)
    if (!found) throw new Error('There is no such case')
    return found
  }
  return {
    folders: hub.folders,
    subscriptions: hub.subscriptions,
    notifications: hub.notifications,
    subscribe(siret: string, branchCode: string, status: SubscriptionStatus = 'Actif') {
      const subscriber = { type: 'SI', companyRegister: siret, branchCode }
      if (!hub.organizations.some((one) => nameOf(one) === nameOf(subscriber)))
        hub.organizations.push(subscriber)
      hub.subscriptions.push({
        id: randomUUID(),
        datapassId: 1,
        processCode: PROCESS,
        subscriber,
        status,
        notificationFrequency: 'Unitaire',
        email: null,
        creationDateTime: momentOf(now()),
      })
    },
    setSubscription(siretOrId: string, status: SubscriptionStatus) {
      const found = hub.subscriptions.find(({ id, subscriber }) =>
        [id, subscriber.companyRegister].includes(siretOrId),
      )
      if (!found) throw new Error('There is no such subscription')
      found.status = status
    },
    move(caseId: string, status: Status, message?: string) {
      const found = caseOf(caseId)
      const moved = {
        caseCurrentStatus: found.one.status,
        caseNewStatus: status,
        ...(message && { message }),
      }
      const event = { actionType: 'STATUS_UPDATE', author: 'Agent', notification: true, ...moved } as const
      addEvent(hub, found, found.one.recipient, event, now())
    },
    act(caseId: string, actionType: 'ATTACH_DEPOSIT' | 'SENDING_MESSAGE' | 'COM_ADD') {
      const found = caseOf(caseId)
      const event = { actionType, author: 'Agent', notification: true, message: 'Bonjour' }
      addEvent(hub, found, found.one.recipient, event, now())
    },
    notifyOfAnotherProcess(times: number) {
      for (let at = 0; at < times; at++) {
        const transmitter = { type: 'SI', companyRegister: '21450142100017', branchCode: '45142' }
        const ids = { id: randomUUID(), caseId: randomUUID(), eventId: randomUUID() }
        const about = { ...ids, recipient: SENDER, transmitter, processCode: OF_ANOTHER }
        hub.notifications.push({ ...about, dateTime: momentOf(now()) })
      }
    },
  }
}
