import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createRandom } from '../../support/seeded.js'
import { refuse } from './errors.js'
import {
  type Case,
  type Folder,
  type Hub,
  type HubeeEvent,
  momentOf,
  nameOf,
  type OrganizationIdentifier,
  SENDER,
} from './model.js'

const PAGE = 25

type News = {
  recipient: OrganizationIdentifier
  transmitter: OrganizationIdentifier
  folder: Folder
  one: Case
  event: HubeeEvent | null
}

/** Puts a notification into the recipient's queue. */
export function notify(hub: Hub, { recipient, transmitter, folder, one, event }: News, now: Date): void {
  hub.notifications.push({
    id: randomUUID(),
    recipient,
    transmitter,
    processCode: folder.processCode,
    caseId: one.id,
    eventId: event?.id ?? null,
    dateTime: momentOf(now),
  })
}

/** The sender's queue, all processes in one; in no order. */
export function notificationRoutes(hub: Hub) {
  const { below } = createRandom(1)
  const app = new Hono()
  app.get('/notifications', (c) => {
    const wanted = c.req.queries('processCode') ?? []
    const own = hub.notifications.filter(
      ({ recipient, processCode }) =>
        nameOf(recipient) === nameOf(SENDER) && (wanted.length === 0 || wanted.includes(processCode)),
    )
    const page = own.slice(0, Number(c.req.query('maxResult') ?? PAGE))
    for (let at = page.length - 1; at > 0; at--) {
      const other = below(at + 1)
      const [one, another] = [page[at], page[other]]
      if (one && another) [page[at], page[other]] = [another, one]
    }
    return c.json(page)
  })
  app.delete('/notifications/:id', (c) => {
    const at = hub.notifications.findIndex(({ id }) => id === c.req.param('id'))
    if (at < 0) return refuse(c, 404, 'Notification is not found')
    hub.notifications.splice(at, 1)
    return c.body(null, 204)
  })
  return app
}
