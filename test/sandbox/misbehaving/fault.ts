import type { JWK } from 'jose'
import type { Signature } from './signatures.js'

export type Endpoint = 'discovery' | 'token' | 'userinfo' | 'jwks'

/** Instead of the ordinary answer: another one, a connection that is cut, none at all, or one without an end. */
export type Answer =
  | { status: number; body: string; type?: string; headers?: Record<string, string> }
  | 'hang-up'
  | 'never'
  /** As fast as it is read, or a byte now and then. */
  | 'endless'
  | 'dripping'

/** A token's difference: claims replaced (`undefined` removes one), another signature. Times are in seconds. */
export type TokenFault = {
  claims?: (now: number) => Record<string, unknown>
  signature?: Signature
}

/** What goes differently in one sign-in. */
export type Fault = {
  discovery?: Record<string, unknown>
  redirect?: (parameters: URLSearchParams) => void
  tokenAnswer?: Record<string, unknown>
  idToken?: TokenFault
  userInfo?: TokenFault
  keys?: (published: JWK[]) => JWK[]
  answer?: Partial<Record<Endpoint, Answer>>
}
