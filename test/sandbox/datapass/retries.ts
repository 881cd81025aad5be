import { type Attempt, succeeded } from './attempt.js'

export type DeveloperMail = { sentAt: Date; subject: string; text: string }

const JITTER = 0.15
const MAIL_AT = 5

/** Seconds from a failure to the next try, without what chance adds: n⁴ + 2, so 3, 18, 83, 258, 627 … */
export function retryDelay(execution: number): number {
  return execution ** 4 + 2
}

/** Tries failures again, without limit, and tells the developers once it goes on; off until told otherwise. */
export function createRetries(tryAgain: (failure: Attempt) => Promise<unknown>, now: () => Date) {
  const mails: DeveloperMail[] = []
  const timers = new Set<NodeJS.Timeout>()
  let speed: number | null = null
  const stop = () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
  return {
    mails,
    speed: () => speed,
    /** @param faster 1 is the time of DataPass, 1000 a thousand times faster; null ends it */
    retryFailures(faster: number | null): void {
      speed = faster
      if (faster === null) stop()
    },
    /** Says in the attempt when the next one comes. A connection that failed is not tried again: DataPass loses it. */
    consider(attempt: Attempt): void {
      if (speed === null || attempt.status === null || succeeded(attempt)) return
      if (attempt.execution === MAIL_AT) mails.push(mailAbout(attempt, now()))
      const seconds = retryDelay(attempt.execution) * (1 + Math.random() * JITTER)
      const wait = (seconds * 1000) / speed
      attempt.retryAt = new Date(now().getTime() + wait)
      const timer = setTimeout(() => {
        timers.delete(timer)
        attempt.retryAt = null
        void tryAgain(attempt)
      }, wait).unref()
      timers.add(timer)
    },
    stop,
    reset(): void {
      stop()
      mails.length = 0
      speed = null
    },
  }
}

function mailAbout({ event, requestId, status }: Attempt, sentAt: Date): DeveloperMail {
  return {
    sentAt,
    subject: 'Échec des appels de votre webhook',
    text: `DataPass essaie depuis 10 minutes de transmettre l’événement ${event} de la demande D${requestId} : réponse ${status}.`,
  }
}
