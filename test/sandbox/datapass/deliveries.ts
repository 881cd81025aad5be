import { type Attempt, readPayload, type Sending } from './attempt.js'
import { type Definition, definitions } from './forms.js'
import { post } from './post.js'
import { createRetries } from './retries.js'

/** A webhook belongs to one definition, so each has a secret of its own. */
export const WEBHOOK_SECRETS: Record<Definition, string> = {
  api_particulier: 'another-webhook-secret',
  formulaire_qf: 'simulator-secret',
}
export const ENVIRONMENT = 'sandbox'

type Options = { webhookUrl: string; now: () => Date }
type Meta = { kind: Attempt['kind']; execution?: number }

/** Sends payloads, keeps what came back, tries again. */
export function createDeliveries({ webhookUrl, now }: Options) {
  const attempts: Attempt[] = []
  const secrets = { ...WEBHOOK_SECRETS }
  let url = webhookUrl
  const retries = createRetries((failure) => {
    return send(failure.text, failure.sending, { kind: 'retry', execution: failure.execution + 1 })
  }, now)

  async function send(text: string, sending: Sending, { kind, execution = 1 }: Meta): Promise<Attempt> {
    const { event, requestId, model } = readPayload(text)
    const { secret = secrets[definitionOf(model)], environment = ENVIRONMENT, signature } = sending
    const sentAt = now()
    const answer = await post({ url, text, secret, environment, signature })
    const number = attempts.length + 1
    const about = { number, kind, event, requestId, text, sending, execution, sentAt, retryAt: null }
    const attempt: Attempt = { ...about, ...answer }
    attempts.push(attempt)
    retries.consider(attempt)
    return attempt
  }

  return {
    attempts,
    retries,
    send,
    url: () => url,
    sendTo(target: string): void {
      url = target
    },
    useSecret(definition: Definition, secret: string): void {
      secrets[definition] = secret
    },
    reset(): void {
      retries.reset()
      attempts.length = 0
      Object.assign(secrets, WEBHOOK_SECRETS)
      url = webhookUrl
    },
  }
}

function definitionOf(model: string): Definition {
  return model === definitions.api_particulier.modelType ? 'api_particulier' : 'formulaire_qf'
}
