import { Hono } from 'hono'
import { download } from '../download.js'
import { renderPage } from '../page.js'
import {
  CASES_PATH,
  FILES_PATH,
  folderAnchor,
  PORTAL_PATH,
  SUBSCRIPTIONS_ANCHOR,
  SUBSCRIPTIONS_PATH,
} from './addresses.js'
import type { HubeeControls } from './controls.js'
import { AGENT_STATUSES, SUBSCRIPTION_STATUSES } from './model.js'
import { PortalPage } from './portal-page.js'

type Controls = Pick<HubeeControls, 'folders' | 'subscriptions' | 'move' | 'setSubscription'>

/** What a person sees of HubEE, and does in it: no part of its API, so that neither tokens nor faults concern it. */
export function createPortal({ folders, subscriptions, move, setSubscription }: Controls) {
  const completed = () => folders.filter(({ globalStatus }) => globalStatus !== 'HUBEE_RECEIVED')
  const under = (path: string) => path.slice(PORTAL_PATH.length)
  const back = (anchor: string) => `${PORTAL_PATH}#${anchor}`
  const app = new Hono()

  app.get('/', (c) => c.html(renderPage(PortalPage({ subscriptions, folders: completed() }))))
  app.post(`${under(SUBSCRIPTIONS_PATH)}/:id`, async (c) => {
    const found = subscriptions.find(({ id }) => id === c.req.param('id'))
    if (!found) return c.notFound()
    const wanted = (await c.req.parseBody()).status
    const status = SUBSCRIPTION_STATUSES.find((one) => one === wanted)
    if (!status) return c.text('Ce statut n’existe pas.', 400)
    setSubscription(found.id, status)
    return c.redirect(back(SUBSCRIPTIONS_ANCHOR), 303)
  })
  app.post(`${under(CASES_PATH)}/:id`, async (c) => {
    const caseId = c.req.param('id')
    const folder = completed().find(({ cases }) => cases.some(({ id }) => id === caseId))
    if (!folder) return c.notFound()
    const wanted = (await c.req.parseBody()).status
    const status = AGENT_STATUSES.find((one) => one === wanted)
    if (!status) return c.text('Un agent ne donne pas ce statut.', 400)
    move(caseId, status)
    return c.redirect(back(folderAnchor(folder.id)), 303)
  })
  app.get(`${under(FILES_PATH)}/:id`, (c) => {
    const files = completed().flatMap(({ attachments }) => attachments)
    const file = files.find(({ id, status }) => id === c.req.param('id') && status === 'RECEIVED')
    if (!file) return c.notFound()
    return download(c, { contentType: file.mimeType, filename: file.fileName, content: file.bytes })
  })
  app.all('*', (c) => c.notFound())
  return app
}
