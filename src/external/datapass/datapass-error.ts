/**
 * DataPass did not say what it was asked. By code: nobody answered; it answers that it cannot; it does not know our
 * client; our client may not read this; what it said makes no sense.
 */
export class DataPassError extends Error {
  override name = 'DataPassError'
  readonly code: DataPassFailure
  constructor(code: DataPassFailure, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
export type DataPassFailure =
  | 'DATAPASS_UNREACHABLE'
  | 'DATAPASS_UNAVAILABLE'
  | 'DATAPASS_CREDENTIALS'
  | 'DATAPASS_FORBIDDEN'
  | 'DATAPASS_UNREADABLE'
