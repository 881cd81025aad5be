import { Hono } from 'hono'
import { renderPage } from '../page.js'
import {
  ATTEMPTS_ANCHOR,
  ATTEMPTS_PATH,
  DATAPASS_PATH,
  FAULTS_ANCHOR,
  FAULTS_PATH,
  FREE_BODY_PATH,
  HELD_ANCHOR,
  HELD_PATH,
  REQUESTS_PATH,
  requestAnchor,
} from './addresses.js'
import { possibleEvents } from './apply-event.js'
import type { Sending } from './attempt.js'
import type { DataPassControls } from './controls.js'
import type { FaultsShown } from './datapass-faults.js'
import { DataPassPage } from './datapass-page.js'
import type { Held } from './held-list.js'
import { applyFault, readCreation, readEvent } from './read-forms.js'

type Options = { controls: DataPassControls; webhookUrl(): string; faults(): FaultsShown }

/** What a person sees of DataPass, and does in it. */
export function createDataPassPages({ controls, webhookUrl, faults }: Options) {
  const held: Held[] = []
  const app = new Hono()
  const under = (path: string) => path.slice(DATAPASS_PATH.length)
  const back = (anchor: string) => `${DATAPASS_PATH}#${anchor}`

  app.get('/', (c) => {
    const { requests, attempts } = controls
    const props = { webhookUrl: webhookUrl(), requests, held, attempts, faults: faults() }
    return c.html(renderPage(DataPassPage(props)))
  })
  app.post(under(REQUESTS_PATH), async (c) => {
    const wanted = readCreation(await c.req.parseBody())
    if (!wanted) return c.text('Ce formulaire n’existe pas.', 400)
    return c.redirect(back(requestAnchor(controls.createRequest(wanted).id)), 303)
  })
  app.post(`${under(REQUESTS_PATH)}/:id`, async (c) => {
    const request = controls.requests.find(({ id }) => id === Number(c.req.param('id')))
    if (!request) return c.notFound()
    const { event, options, hold } = readEvent(await c.req.parseBody())
    // Two windows, or the back button: the button is older than the request.
    if (!possibleEvents(request).some((one) => one === event)) {
      return c.text('Cet événement n’est plus possible.', 409)
    }
    if (!hold) await controls.fire(request, event, options)
    else held.push({ text: controls.freeze(request, event, options), event, requestId: request.id })
    return c.redirect(back(requestAnchor(request.id)), 303)
  })
  app.post(under(HELD_PATH), async (c) => {
    const { index } = await c.req.parseBody()
    const sent = index === 'reversed' ? held.splice(0).toReversed() : held.splice(Number(index), 1)
    await controls.postAll(sent.map(({ text }) => text))
    return c.redirect(back(HELD_ANCHOR), 303)
  })
  app.post(under(FREE_BODY_PATH), async (c) => {
    const { text, how } = await c.req.parseBody({ all: true })
    // The button of the test payload has the same name as the list, and comes after it.
    const chosen = String(Array.isArray(how) ? how.at(-1) : how)
    if (chosen === 'test') await controls.sendTestPayload()
    else await controls.post(String(text), sendingOf(chosen))
    return c.redirect(back(ATTEMPTS_ANCHOR), 303)
  })
  app.post(`${under(ATTEMPTS_PATH)}/:number`, async (c) => {
    const attempt = controls.attempts[Number(c.req.param('number')) - 1]
    if (!attempt) return c.notFound()
    const { how } = await c.req.parseBody()
    if (how === 'right') await controls.replay(attempt)
    else await controls.post(attempt.text, sendingOf(String(how)))
    return c.redirect(back(ATTEMPTS_ANCHOR), 303)
  })
  app.post(under(FAULTS_PATH), async (c) => {
    if (!applyFault(controls, await c.req.parseBody())) return c.text('Cette panne n’existe pas.', 400)
    return c.redirect(back(FAULTS_ANCHOR), 303)
  })
  return {
    app,
    reset(): void {
      held.length = 0
    },
  }
}

function sendingOf(how: string): Sending {
  if (how === 'bad-signature') return { secret: 'not-the-secret' }
  if (how === 'no-signature') return { signature: null }
  return how === 'other-environment' ? { environment: 'staging' } : {}
}
