import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createTokens } from '../client-credentials.js'
import { HUBEE_PATH, PORTAL_PATH } from './addresses.js'
import { caseRoutes } from './cases.js'
import { type HubeeControls, hubControls } from './controls.js'
import { demands, refuse } from './errors.js'
import { createFaults } from './faults.js'
import { folderRoutes } from './folders.js'
import type { Hub } from './model.js'
import { notificationRoutes } from './notifications.js'
import { createPortal } from './portal.js'
import { referentialRoutes } from './referential.js'

export { HUBEE_PATH } from './addresses.js'
export type { HubeeControls } from './controls.js'

const CREDENTIALS = { clientId: 'collecte-qf', clientSecret: 'client-of-the-simulated-hubee' }
const GRANTED = { granted: ['OSL', 'ADMIN', 'DATAPASS'], unasked: 'OSL', lifetimeSeconds: 3_600 }

/** HubEE V1, the hub by which the State hands files to communes: senders' side, subscriptions, faults and a portal. */
export function createHubee({ url, now }: { url: string; now: () => Date }) {
  const hub: Hub = { folders: [], organizations: [], subscriptions: [], notifications: [] }
  const tokens = createTokens({ ...CREDENTIALS, ...GRANTED }, now)
  const faults = createFaults()
  const known = hubControls(hub, now)

  const files = new Hono()
  files.use(demands(tokens, 'OSL', 'ADMIN'))
  for (const routes of [folderRoutes(hub, now), caseRoutes(hub, now), notificationRoutes(hub)])
    files.route('/', routes as Hono)
  const app = new Hono<{ Bindings: HttpBindings; Variables: { isCorrupt: boolean } }>()
  app.route(PORTAL_PATH.slice(HUBEE_PATH.length), createPortal(known))
  app.use(faults.middleware)
  app.post('/oauth2/token', (c) => tokens.give(c))
  app.route('/teledossiers/v1', files)
  app.route('/referential/v1', referentialRoutes(hub, tokens, now))
  app.all('*', (c) => refuse(c, 404, 'Not Found'))

  const controls: HubeeControls = {
    ...faults.controls,
    ...known,
    expireTokens: tokens.expire,
    reset() {
      for (const all of Object.values(hub)) all.length = 0
      tokens.reset()
      faults.reset()
    },
  }
  return {
    app,
    controls,
    environment: {
      HUBEE_API_URL: url,
      HUBEE_TOKEN_URL: `${url}/oauth2/token`,
      HUBEE_CLIENT_ID: CREDENTIALS.clientId,
      HUBEE_CLIENT_SECRET: CREDENTIALS.clientSecret,
    },
  }
}
