import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { invalid, refuse } from './errors.js'
import {
  type Case,
  type Folder,
  filesOf,
  type Hub,
  type HubeeEvent,
  momentOf,
  type OrganizationIdentifier,
  SENDER,
  STATUSES,
  type Status,
} from './model.js'
import { notify } from './notifications.js'
import { faultOf } from './read-folder.js'

const ACTIONS = [
  'STATUS_UPDATE',
  'ATTACH_DEPOSIT',
  'ATTACH_DL',
  'ATTACH_DL_ALL',
  'COM_ADD',
  'SENDING_MESSAGE',
] as const
const EVENT = v.object({
  actionType: v.picklist(ACTIONS),
  author: v.optional(v.pipe(v.string(), v.maxLength(255))),
  message: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  notification: v.optional(v.boolean(), false),
  caseCurrentStatus: v.optional(v.picklist(STATUSES)),
  caseNewStatus: v.optional(v.picklist(STATUSES)),
})
export type NewEvent = v.InferInput<typeof EVENT>

/** Cases and their events, as a sender reads, answers and closes them. */
export function caseRoutes(hub: Hub, now: () => Date) {
  const find = (c: Context) => findCase(hub, c.req.param('id') ?? '')
  const findEvent = (c: Context) => find(c)?.one.events.find(({ id }) => id === c.req.param('eventId'))
  const app = new Hono()
  app.get('/cases/:id', (c) => {
    const found = find(c)
    if (!found) return refuse(c, 404, 'Case is not found')
    const { applicant, processCode } = found.folder
    return c.json({ ...found.one, applicant, processCode, attachments: filesOf(found.folder) })
  })
  app.patch('/cases/:id', async (c) => {
    const found = find(c)
    if (!found) return refuse(c, 404, 'Case is not found')
    const { status } = (await c.req.json().catch(() => ({}))) as { status?: Status }
    if (!status || !STATUSES.includes(status))
      return invalid(c, "[Path '/status'] Instance value not found in enum")
    found.one.status = status
    return c.body(null, 204)
  })
  app.post('/cases/:id/events', async (c) => {
    const found = find(c)
    if (!found) return refuse(c, 404, 'Case is not found')
    const read = v.safeParse(EVENT, await c.req.json().catch(() => null))
    if (!read.success) return invalid(c, faultOf(read.issues[0]))
    return c.json(addEvent(hub, found, SENDER, read.output, now()), 201)
  })
  app.get('/cases/:id/events/:eventId', (c) => {
    const event = findEvent(c)
    return event ? c.json(event) : refuse(c, 404, 'Event is not found')
  })
  app.patch('/cases/:id/events/:eventId', async (c) => {
    const event = findEvent(c)
    if (!event) return refuse(c, 404, 'Event is not found')
    const { status } = (await c.req.json().catch(() => ({}))) as Partial<HubeeEvent>
    if (status !== 'SENT' && status !== 'RECEIVED')
      return invalid(c, "[Path '/status'] Instance value not found in enum")
    event.status = status
    return c.body(null, 204)
  })
  return app
}

export function findCase(hub: Hub, id: string): { folder: Folder; one: Case } | null {
  const folder = hub.folders.find(({ cases }) => cases.some((one) => one.id === id))
  const one = folder?.cases.find((each) => each.id === id)
  return folder && one ? { folder, one } : null
}

/** An event of either side: it moves the case, and tells the other side where it is to. */
export function addEvent(
  hub: Hub,
  { folder, one }: { folder: Folder; one: Case },
  transmitter: OrganizationIdentifier,
  asked: NewEvent,
  now: Date,
): HubeeEvent {
  const event: HubeeEvent = {
    id: randomUUID(),
    transmitter,
    actionType: asked.actionType,
    author: asked.author ?? null,
    message: asked.message ?? null,
    notification: asked.notification ?? false,
    status: asked.actionType === 'ATTACH_DEPOSIT' ? 'IN_PROGRESS' : 'SENT',
    caseCurrentStatus: asked.caseCurrentStatus ?? null,
    caseNewStatus: asked.caseNewStatus ?? null,
    createDateTime: momentOf(now),
  }
  one.events.push(event)
  if (asked.actionType === 'STATUS_UPDATE' && asked.caseNewStatus) one.status = asked.caseNewStatus
  const recipient = transmitter === SENDER ? one.recipient : SENDER
  if (event.notification) notify(hub, { recipient, transmitter, folder, one, event }, now)
  return event
}
