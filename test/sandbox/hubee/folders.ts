import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { invalid, refuse } from './errors.js'
import {
  type Attachment,
  type Folder,
  filesOf,
  type Hub,
  nameOf,
  SENDER,
  STATUSES,
  type Status,
} from './model.js'
import { notify } from './notifications.js'
import { readFolder } from './read-folder.js'

type Env = { Variables: { isCorrupt: boolean } }

/** Folders, as a sender makes, fills, completes, abandons and closes them. */
export function folderRoutes(hub: Hub, now: () => Date) {
  const find = (c: Context) => hub.folders.find(({ id }) => id === c.req.param('id'))
  const app = new Hono<Env>()
  app.post('/folders', async (c) => {
    const folder = readFolder(await c.req.json().catch(() => null), now())
    if (typeof folder === 'string') return invalid(c, folder)
    for (const { recipient } of folder.cases) {
      const name = nameOf(recipient)
      if (!hub.organizations.some((one) => nameOf(one) === name))
        return refuse(c, 400, `Case recipient ${name} does not exist`)
      const isActive = hub.subscriptions.some(
        ({ subscriber, processCode, status }) =>
          nameOf(subscriber) === name && processCode === folder.processCode && status === 'Actif',
      )
      if (!isActive)
        return refuse(c, 400, `Case recipient ${name} does not suscribed to ${folder.processCode}`)
    }
    hub.folders.push(folder)
    return c.json(shown(folder), 201)
  })
  app.get('/folders/:id', (c) => {
    const folder = find(c)
    return folder ? c.json(shown(folder)) : refuse(c, 404, 'Folder is not found')
  })
  app.patch('/folders/:id', async (c) => {
    const folder = find(c)
    if (!folder) return refuse(c, 404, 'Folder is not found')
    const { globalStatus } = (await c.req.json().catch(() => ({}))) as { globalStatus?: Status }
    if (!globalStatus) return invalid(c, 'Object has missing required properties (["globalStatus"])')
    if (!STATUSES.includes(globalStatus))
      return invalid(c, "[Path '/globalStatus'] Instance value not found in enum")
    folder.globalStatus = globalStatus
    if (globalStatus === 'HUBEE_COMPLETED') announce(hub, folder, now())
    return c.body(null, 204)
  })
  app.delete('/folders/:id', (c) => {
    const folder = find(c)
    if (!folder) return refuse(c, 404, 'Folder is not found')
    if (folder.globalStatus !== 'HUBEE_RECEIVED' || folder.cases.some(({ events }) => events.length > 0))
      return refuse(c, 400, 'Folder can not be deleted')
    hub.folders.splice(hub.folders.indexOf(folder), 1)
    return c.body(null, 204)
  })
  app.put('/folders/:id/attachments/:attachmentId', async (c) => {
    const attachment = find(c)?.attachments.find(({ id }) => id === c.req.param('attachmentId'))
    if (!attachment) return refuse(c, 404, 'Binary meta-data is not found')
    const bytes = Buffer.from(await c.req.arrayBuffer())
    if (bytes.length === 0) return refuse(c, 500, 'Internal Server Error')
    return receive(c, attachment, bytes)
  })
  return app
}

function receive(c: Context<Env>, attachment: Attachment, bytes: Buffer): Response {
  const digest = c.req.header('digest')
  const isAsTold =
    bytes.length === attachment.size &&
    (!digest || digest === createHash('sha256').update(bytes).digest('base64'))
  if (!isAsTold) {
    attachment.status = 'REJECTED'
    return refuse(c, 400, 'Binary does not match its meta-data')
  }
  // What the antivirus finds is no error: the sender has to look.
  attachment.status = c.get('isCorrupt') ? 'CORRUPTED' : 'RECEIVED'
  attachment.bytes = bytes
  return c.body(null, 204)
}

/** Completed is notified at once, each recipient in its queue. */
function announce(hub: Hub, folder: Folder, now: Date): void {
  folder.globalStatus = 'HUBEE_NOTIFIED'
  for (const one of folder.cases) {
    one.status = 'HUBEE_NOTIFIED'
    notify(hub, { recipient: one.recipient, transmitter: SENDER, folder, one, event: null }, now)
  }
}

function shown(folder: Folder) {
  return {
    ...folder,
    updateDateTime: null,
    partnerInfo: null,
    cases: folder.cases.map(({ events: _, ...one }) => one),
    attachments: filesOf(folder),
  }
}
