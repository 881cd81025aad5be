import { setTimeout as wait } from 'node:timers/promises'
import { type Call, call } from '#src/external/api-particulier/call.js'
import { type Asked, createCircuit } from '#src/external/api-particulier/circuit.js'
import { type Ping, type PingName, ping } from '#src/external/api-particulier/ping.js'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import { createRecipientQueue } from '#src/external/api-particulier/recipient-queue.js'
import { pauseBeforeRetry } from '#src/external/api-particulier/retry.js'
import type { Watch } from '#src/external/http-client.js'

/** The calls that may still leave, counted over all processes. */
export type CallBudget = {
  /** Takes one call: 0 when it may leave, else the milliseconds to wait before asking again. */
  take(): Promise<number>
  /** Stops every call for so many milliseconds. */
  hold(milliseconds: number): Promise<void>
}

export type Question = {
  accessToken: string
  /** SIRET of the collectivité that receives the data. */
  recipient: string
  /** Past the answer that API Particulier keeps for 24 hours. */
  fresh: boolean
  /** Milliseconds in which the answer, retries included, must come. */
  patience: number
  onCall(call: Call): void
}

type Options = { url: URL; budget: CallBudget; now?: () => Date; watch?: Watch; watchPings?: Watch }

// A call that leaves later would be cut by our own time-out, and its recipient stay locked.
const CALL_TAKES = 5_000
const CALL_TAKES_AT_LEAST = 300
const BUSY: QuotientFamilialOutcome = { kind: 'busy' }
const RATE_LIMIT_WINDOW = 1_000

/**
 * API Particulier as one may ask it: one call at a time for a recipient, within the budget of all processes, again
 * where that helps, and not at all while it is known to be down.
 */
export function createApiParticulier({ url, budget, now = () => new Date(), watch, watchPings }: Options) {
  const circuit = createCircuit(now)
  const inLine = createRecipientQueue()

  async function askInTurn(question: Question, ends: number): Promise<Asked> {
    const left = () => ends - performance.now()
    const times = new Map<number | null, number>()
    for (;;) {
      if (!(await mayLeave(budget, left)) || left() < CALL_TAKES_AT_LEAST)
        return { outcome: BUSY, isDown: false }
      const time = left()
      const answer = await call({ ...question, url, timeout: time, now: now(), watch })
      question.onCall(answer)
      if (answer.status === 429) await budget.hold(answer.retryAfter ?? RATE_LIMIT_WINDOW)
      const retries = times.get(answer.status) ?? 0
      times.set(answer.status, retries + 1)
      const pause = pauseBeforeRetry(answer, retries)
      if (pause === null || left() < pause + CALL_TAKES)
        return { outcome: answer.outcome, isDown: isDown(answer, time) }
      await wait(pause)
    }
  }

  return {
    /** Asks for a quotient familial; every fault of the other side is an outcome. */
    async ask(question: Question): Promise<QuotientFamilialOutcome> {
      const ends = performance.now() + question.patience
      const refusal = circuit.refusal()
      if (refusal) return refusal
      const outcome = await inLine(
        question.recipient,
        question.patience - CALL_TAKES,
        async () => circuit.refusal() ?? circuit.watch(() => askInTurn(question, ends)),
      )
      return outcome ?? BUSY
    },
    outage: circuit.outage,
    /** Whether nobody is asked just now. */
    isCircuitOpen: (): boolean => circuit.refusal() !== null,
    answeredAt: circuit.answeredAt,
    /** What it says of itself or of FranceConnect; costs no call of the budget. */
    ping: (name: PingName): Promise<Ping> => ping(url, name, now(), watchPings),
  }
}

/** Waits for a call of the budget; false when it would come too late. */
async function mayLeave(budget: CallBudget, left: () => number): Promise<boolean> {
  for (;;) {
    const pause = await budget.take()
    if (pause === 0) return true
    const jittered = pause + 200 * Math.random()
    if (left() < jittered + CALL_TAKES) return false
    await wait(jittered)
  }
}

/** A call that we gave too little time says nothing of the other side. */
function isDown({ status }: Call, time: number): boolean {
  return status === null ? time >= CALL_TAKES : status > 500
}
