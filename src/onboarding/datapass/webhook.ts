import { bodyLimit } from 'hono/body-limit'
import { factory } from '#src/http/factory.js'
import { type GuessServices, pauseAfterGuess } from '#src/http/guesses.js'
import { keepEvent } from '#src/onboarding/datapass/keep-event.js'
import { type ReadOutcome, readEvent } from '#src/onboarding/datapass/read-event.js'
import { isSigned } from '#src/onboarding/datapass/signature.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

// Theirs are of some tens of kilobytes: each authorization repeats the answers.
const MAX_BYTES = 512 * 1024

/**
 * Events of DataPass: kept before the answer, acted upon in a job. What it sends again until it is taken is answered
 * 2xx; a forgery 401, or 429 after many, what cannot be read 400, a SIRET that is none 422. https://datapass.api.gouv.fr
 */
export function datapassWebhook(services: OnboardingServices & GuessServices) {
  const { log, config } = services
  const { secrets, environment } = config.datapass
  return factory.createApp().post(
    '/api/datapass/webhook',
    // What is left of such a body must not be taken for the next request.
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: (c) => c.json(fault('Le corps dépasse 512 Ko.'), 413, { Connection: 'close' }),
    }),
    async function receive(c) {
      const body = new Uint8Array(await c.req.arrayBuffer())
      if (!isSigned(body, c.req.header('X-Hub-Signature-256'), secrets)) {
        log.warn('datapass event refused', { requestId: c.get('requestId'), errorCode: 'SIGNATURE' })
        const pause = await pauseAfterGuess(c, services, 'signature')
        if (pause > 0)
          return c.json(fault('Trop de signatures fausses.'), 429, {
            'Retry-After': String(Math.ceil(pause / 1000)),
          })
        return c.json(fault('La signature ne correspond pas.'), 401)
      }
      if ((c.req.header('X-App-Environment') ?? environment) !== environment) {
        log.info('datapass event left', { requestId: c.get('requestId') })
        return c.body(null, 204)
      }
      const text = new TextDecoder().decode(body)
      const read = dated(readEvent(text), services.safe.now())
      if (read.kind === 'event') await keepEvent(services, read.event, text)
      else if (read.kind !== 'test') {
        log.warn('datapass event refused', { requestId: c.get('requestId'), errorCode: CODES[read.kind] })
        return c.json(fault(WORDS[read.kind]), read.kind === 'not-a-siret' ? 422 : 400)
      }
      return c.body(null, 204)
    },
  )
}

// It would count above whatever happens until then. DataPass sends it again, and clocks differ by seconds.
const AHEAD_AT_MOST = 86_400_000

function dated(read: ReadOutcome, now: Date): ReadOutcome {
  const isAhead = read.kind === 'event' && read.event.firedAt.getTime() - now.getTime() > AHEAD_AT_MOST
  return isAhead ? { kind: 'not-an-event' } : read
}

const CODES = { 'not-json': 'NOT_JSON', 'not-an-event': 'NOT_AN_EVENT', 'not-a-siret': 'NOT_A_SIRET' }
const WORDS = {
  'not-json': 'Le corps n’est pas du JSON.',
  'not-an-event': 'Il manque event, fired_at, model_id ou data, ou fired_at est à venir.',
  'not-a-siret': 'Le SIRET de l’organisation n’en est pas un.',
}

function fault(title: string) {
  return { errors: [{ title }] }
}
