import { type Answer, JSON_API } from './answer.js'

/** Values that the fund computed anew, by identity. */
export function createRecalculations() {
  const values = new Map<string, number | null>()
  return {
    setValue: (identityId: string, value: number | null): void => {
      values.set(identityId, value)
    },
    /** @returns the answer with the new value, or as it is where it holds none */
    apply(answer: Answer, identityId: string): Answer {
      const value = values.get(identityId)
      if (value === undefined || answer.status !== 200 || answer.contentType !== JSON_API) return answer
      const body = JSON.parse(answer.body)
      if (!body.data.quotient_familial) return answer
      body.data.quotient_familial.valeur = value
      return { ...answer, body: JSON.stringify(body) }
    },
    reset: (): void => values.clear(),
  }
}
