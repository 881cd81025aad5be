/** One sending of a payload, and what came back. */
export type Attempt = {
  /** From 1, in the order of sending. */
  number: number
  kind: 'event' | 'retry' | 'replay' | 'test' | 'free'
  /** null for a body that holds none. */
  event: string | null
  requestId: number | null
  /** The payload as it was frozen. */
  text: string
  sending: Sending
  /** 1, then more at each retry of the same sending. */
  execution: number
  sentAt: Date
  /** null when nothing answered. */
  status: number | null
  body: string
  milliseconds: number
  /** When it is tried again by itself; null when it is not. */
  retryAt: Date | null
}

/** How a payload is sent; nothing in it means as DataPass does. */
export type Sending = {
  /** Signs with this secret. */
  secret?: string | undefined
  /** `X-App-Environment`; null for none. */
  environment?: string | null | undefined
  /** In place of the right one; null for none. */
  signature?: string | null | undefined
}

/** Anything else is a failure, redirections too. */
export function succeeded({ status }: Pick<Attempt, 'status'>): boolean {
  return status === 200 || status === 201 || status === 204
}

/** What stands in a payload, if it is one. */
export function readPayload(text: string): { event: string | null; requestId: number | null; model: string } {
  const { event, model_id: id, model_type: model } = parse(text)
  return {
    event: typeof event === 'string' ? event : null,
    requestId: typeof id === 'number' ? id : null,
    model: typeof model === 'string' ? model : '',
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
