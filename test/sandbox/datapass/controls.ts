import type { ApiControls } from './api-faults.js'
import type { Attempt, Sending } from './attempt.js'
import type { RequestOptions } from './create-request.js'
import type { Definition } from './forms.js'
import type { AnyEvent, FreezeOptions } from './freeze.js'
import type { DataPassRequest } from './request.js'
import type { DeveloperMail } from './retries.js'

/** What a test may ask of the simulated DataPass. */
export type DataPassControls = {
  /** Every request, as it stands now, oldest first. */
  readonly requests: DataPassRequest[]
  /** A draft for Vitry-aux-Loges unless told otherwise; no event is sent. */
  createRequest(options?: RequestOptions): DataPassRequest
  /**
   * Lets an event happen and gives the payload of that moment, without sending it. Steps before it that the
   * webhook was not told of are taken silently: a draft can be approved at once.
   * @throws when DataPass would not let it happen, unless `evenIfImpossible`
   */
  freeze(request: DataPassRequest, event: AnyEvent, options?: FreezeOptions): string
  /** Sends any text, signed with the secret of its definition unless told otherwise; duplicates and disorder are yours. */
  post(text: string, sending?: Sending): Promise<Attempt>
  /** Sends one after the other, each once the one before was answered. */
  postAll(texts: string[], sending?: Sending): Promise<Attempt[]>
  /** `freeze`, then `post`. */
  fire(request: DataPassRequest, event: AnyEvent, options?: FreezeOptions & Sending): Promise<Attempt>
  /** What DataPass sends when a webhook is created, changed or enabled; it must answer 200, 201 or 204. */
  sendTestPayload(sending?: Sending): Promise<Attempt>
  /** The same payload again, as it was, with the secret of today. */
  replay(attempt: Attempt): Promise<Attempt>
  /** Every sending since the start or `reset`, in the order in which they were answered. */
  readonly attempts: Attempt[]
  /** What is not answered 200, 201 or 204 is tried again, this many times faster than by DataPass; null, at first, for never. */
  retryFailures(faster: number | null): void
  /** What developers were told about failures, around the fifth. */
  readonly developerMails: DeveloperMail[]
  /** Where events go: our webhook at first. */
  sendTo(url: string): void
  /** The secret of a definition's webhook was drawn anew. */
  useSecret(definition: Definition, secret: string): void
  api: ApiControls
  /** Forgets requests, attempts, tokens, faults and settings. */
  reset(): void
}
