import type { FaultControls } from './faults.js'

/** What a test may ask of both sign-ins. */
export type ProviderControls = FaultControls & {
  /** Ends the session of every browser, and the tokens that were issued in it, as time would. */
  forgetSessions(): void
  /** Signs from now on with new keys; a service must fetch them. */
  rotateKeys(): Promise<void>
  /** Forgets sessions and faults, not the keys. */
  reset(): void
}
