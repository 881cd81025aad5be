import type { Numbering } from './error-row.js'
import type { PingName, PingStatus } from './pings.js'
import type { RecordedRequest } from './record-requests.js'
import type { ScriptedAnswer } from './script.js'

/** What a test may ask of the simulated API Particulier. */
export type ApiParticulierControls = {
  /** Every request received since the start or `reset`, oldest first; never a token. */
  readonly requests: RecordedRequest[]
  /** The largest number of calls that arrived within any span of this length; pings do not count. */
  mostCallsWithin(milliseconds: number): number
  /** Answers for the next calls of the quotient familial, before any check and any cache; then the normal ones again. */
  script(...answers: ScriptedAnswer[]): void
  /** The same for the calls of one recipient only; they come before those of `script`. */
  scriptFor(recipient: string, ...answers: ScriptedAnswer[]): void
  /** The answer for every call of a recipient, once its scripted ones are used up; null for the normal ones again. */
  answerAlways(recipient: string, answer: ScriptedAnswer | null): void
  /** How long every answer of the funds takes at least, the recipient locked meanwhile; 0 at first. */
  answersTake(milliseconds: number): void
  /** How long the slow answer takes; 3 seconds at first. */
  slowAnswersTake(milliseconds: number): void
  /** The fund computed this person's quotient familial anew; who was answered before sees it with `no-cache` only. */
  setValue(identityId: string, value: number | null): void
  /** Numbers of the error codes; `current` at first. */
  useNumbering(numbering: Numbering): void
  /** Announced maintenance of the funds, from now to this moment of the sandbox's clock; null ends it. */
  maintenanceUntil(until: Date | null): void
  /** Also each Sunday from 23:00 to 23:45 in Paris, as the real one. Off at first: tests must pass on Sundays too. */
  keepWeeklyMaintenance(on: boolean): void
  /** What a ping says, whatever happened; null lets it be computed again. */
  setPing(name: PingName, status: PingStatus | null, until?: Date): void
  /** What a ping gets in place of its own answer, each time; null ends it. */
  answerPing(name: PingName, answer: ScriptedAnswer | null): void
  /** How long who ignores the limit of its address gets no answer any more; 12 hours at first. */
  banSeconds(seconds: number): void
  /** Forgets requests, scripts, cache, locks, limits, bans and settings. */
  reset(): void
}
