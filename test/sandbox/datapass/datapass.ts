import { Hono } from 'hono'
import { createTokens } from '../client-credentials.js'
import { createDataPassApi } from './api.js'
import { createApiFaults } from './api-faults.js'
import type { DataPassControls } from './controls.js'
import { createRequest } from './create-request.js'
import { createDeliveries, ENVIRONMENT, WEBHOOK_SECRETS } from './deliveries.js'
import { freeze } from './freeze.js'
import { createIds } from './ids.js'
import { testPayloadText } from './payload.js'
import type { DataPassRequest } from './request.js'
import { createDataPassPages } from './routes.js'

export { DATAPASS_PATH } from './addresses.js'
export type { DataPassControls } from './controls.js'

const CREDENTIALS = { clientId: 'collecte-qf', clientSecret: 'client-of-the-simulated-datapass' }

const GRANTED = {
  granted: ['public', 'read_authorizations', 'read_webhooks'],
  unasked: 'public read_authorizations',
  lifetimeSeconds: 7200,
}

type Options = { url: string; serviceUrl: string; now: () => Date }

/** DataPass, where collectivités ask for the form: its webhooks, its API and its faults. */
export function createDataPass({ url, serviceUrl, now }: Options) {
  const requests: DataPassRequest[] = []
  const ids = createIds()
  const deliveries = createDeliveries({ webhookUrl: `${serviceUrl}/api/datapass/webhook`, now })
  const faults = createApiFaults()
  const tokens = createTokens({ ...CREDENTIALS, ...GRANTED }, now)
  const { attempts, retries, send } = deliveries

  const controls: DataPassControls = {
    requests,
    createRequest(options = {}) {
      const request = createRequest(options, ids, now())
      requests.push(request)
      return request
    },
    freeze: (request, event, options = {}) => freeze(request, event, options, { ids, now: now() }),
    post: (text, sending = {}) => send(text, sending, { kind: 'free' }),
    async postAll(texts, sending = {}) {
      const sent = []
      for (const text of texts) sent.push(await send(text, sending, { kind: 'free' }))
      return sent
    },
    fire: (request, event, { secret, environment, signature, ...options } = {}) =>
      send(controls.freeze(request, event, options), { secret, environment, signature }, { kind: 'event' }),
    sendTestPayload: (sending = {}) => send(testPayloadText(now()), sending, { kind: 'test' }),
    replay: ({ text }) => send(text, {}, { kind: 'replay' }),
    attempts,
    retryFailures: retries.retryFailures,
    developerMails: retries.mails,
    sendTo: deliveries.sendTo,
    useSecret: deliveries.useSecret,
    api: { ...faults.controls, expireTokens: tokens.expire },
    reset() {
      requests.length = 0
      for (const part of [deliveries, faults, tokens, pages]) part.reset()
    },
  }
  const pages = createDataPassPages({
    controls,
    webhookUrl: deliveries.url,
    faults: () => ({ api: faults.inForce(), speed: retries.speed(), mails: retries.mails }),
  })
  const app = new Hono()
  app.route('/', pages.app)
  app.route('/', createDataPassApi({ requests, tokens, faults }))
  return {
    app,
    controls,
    environment: {
      DATAPASS_WEBHOOK_SECRETS: `${WEBHOOK_SECRETS.api_particulier},${WEBHOOK_SECRETS.formulaire_qf}`,
      DATAPASS_ENVIRONMENT: ENVIRONMENT,
      DATAPASS_API_URL: url,
      DATAPASS_CLIENT_ID: CREDENTIALS.clientId,
      DATAPASS_CLIENT_SECRET: CREDENTIALS.clientSecret,
    },
    close: retries.stop,
  }
}
