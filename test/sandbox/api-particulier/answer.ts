/** One answer on the wire. */
export type Answer = {
  status: number
  body: string
  contentType: string
  headers?: Record<string, string>
  delay?: 'slow'
}

/** Of answers that come from the provider behind, and of most faults. */
export const JSON_API = 'application/vnd.api+json; charset=utf-8'
/** Of faults that API Particulier finds before it calls anybody. */
export const PLAIN_JSON = 'application/json; charset=utf-8'
