import type { Call } from '#src/external/api-particulier/call.js'

// How often an answer of this status is asked again; other answers are final.
const RETRIES: Record<number, number> = {
  409: Number.POSITIVE_INFINITY,
  429: Number.POSITIVE_INFINITY,
  500: 1,
  502: 2,
  503: 2,
  504: 1,
}
const FIRST_PAUSE = 400
const LONGEST_PAUSE = 1600

/**
 * How long to wait before the same call again: what API Particulier asks for, else longer each time; of random length,
 * so that those who collided do not collide again.
 * https://particulier.api.gouv.fr/developpeurs#codes-erreurs
 * @param retries how often an answer of this status was asked again already
 * @returns milliseconds, or null when the answer is final
 */
export function pauseBeforeRetry({ status, retryAfter }: Call, retries: number): number | null {
  // No answer at all: refused or cut at once is worth another try, and after a time-out there is no time for it.
  const allowed = status === null ? 1 : (RETRIES[status] ?? 0)
  if (retries >= allowed) return null
  const jitter = 0.5 + Math.random()
  if (retryAfter !== null) return retryAfter + 250 * jitter
  return Math.min(FIRST_PAUSE * 2 ** retries, LONGEST_PAUSE) * jitter
}
