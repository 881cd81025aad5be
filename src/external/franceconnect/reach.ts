import type { CustomFetch } from 'openid-client'

const REMEMBERED_MILLISECONDS = 5 * 60_000

/**
 * Whether FranceConnect answers, as our own requests to it end: only what it says to us counts, since anybody can send a
 * browser back with an error. Lost at the second failure in a row, until an answer or for five minutes.
 */
export function createReach(now: () => Date) {
  let failures: number[] = []
  const isRecent = (at: number | undefined, before: number) =>
    at !== undefined && before - at < REMEMBERED_MILLISECONDS
  const learn = (isAnswer: boolean) => {
    failures = isAnswer ? [] : [...failures, now().getTime()].slice(-2)
  }

  return {
    /** As `send`, and learns. */
    learnFrom:
      (send: CustomFetch): CustomFetch =>
      async (url, options) => {
        try {
          const response = await send(url, options)
          learn(isFranceConnects(response))
          return response
        } catch (error) {
          learn(false)
          throw error
        }
      },

    isLost(): boolean {
      const [first, second] = failures
      return second !== undefined && isRecent(first, second) && isRecent(second, now().getTime())
    },
  }
}

/** Whoever stands before it speaks for itself, most often in a page. */
function isFranceConnects({ status, headers }: Response): boolean {
  return status < 502 && !headers.get('content-type')?.startsWith('text/html')
}
