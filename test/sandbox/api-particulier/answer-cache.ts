import type { Answer } from './answer.js'

const SECONDS = 24 * 60 * 60

/**
 * Found answers, for 24 hours: by path and person only, so that neither recipient nor period tells two calls apart.
 * https://github.com/datagouv/apistration (abstract_france_connect_controller.rb)
 */
export function createAnswerCache(now: () => Date) {
  const kept = new Map<string, { answer: Answer; until: number }>()
  return {
    find(path: string, person: string): Answer | null {
      const entry = kept.get(`${path} ${person}`)
      if (!entry || entry.until <= now().getTime()) return null
      const secondsLeft = Math.ceil((entry.until - now().getTime()) / 1000)
      return withHeaders(entry.answer, 'true', String(secondsLeft))
    },
    keep(path: string, person: string, answer: Answer): void {
      kept.set(`${path} ${person}`, { answer, until: now().getTime() + SECONDS * 1000 })
    },
    reset: (): void => kept.clear(),
  }
}

export function notCached(answer: Answer): Answer {
  return withHeaders(answer, 'false', '')
}

function withHeaders(answer: Answer, cached: string, expiresIn: string): Answer {
  const headers = { ...answer.headers, 'X-Response-Cached': cached, 'X-Cache-Expires-in': expiresIn }
  return { ...answer, headers }
}
