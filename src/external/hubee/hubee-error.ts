/**
 * HubEE did not do what it was asked. By code: nobody answered, or only half, so that it may be done or not; it answers
 * that it cannot, with the same doubt; it does not know our client; our client may not do this; the collectivité has no
 * active subscription; what was to be made is there; it refuses what was said; it did not take a file as it is; there is no such thing; what it said makes
 * no sense.
 */
export class HubeeError extends Error {
  override name = 'HubeeError'
  readonly code: HubeeFailure
  constructor(code: HubeeFailure, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
export type HubeeFailure =
  | 'HUBEE_UNREACHABLE'
  | 'HUBEE_UNAVAILABLE'
  | 'HUBEE_CREDENTIALS'
  | 'HUBEE_FORBIDDEN'
  | 'HUBEE_NOT_SUBSCRIBED'
  | 'HUBEE_ALREADY_THERE'
  | 'HUBEE_REFUSED'
  | 'HUBEE_FILE_REFUSED'
  | 'HUBEE_NOT_FOUND'
  | 'HUBEE_UNREADABLE'
