import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { SealBrokenError, seal, unsealWithAny } from '#src/seal.js'

/** What a form without FranceConnect carries: its number, under which it is stored once, and when it was shown. */
export type FormToken = { id: string; shownAt: Date }

const TokenSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  shownAt: v.pipe(v.string(), v.toDate()),
})
const HOURS = 12

/** @param secrets of 32 bytes: the first one seals what the form carries, for one collectivité, all of them open it */
export function createFormTokens(secrets: Buffer[], now: () => Date) {
  const [current = Buffer.alloc(0)] = secrets
  return {
    issue(siret: string): string {
      const token = JSON.stringify({ id: randomUUID(), shownAt: now().toISOString() })
      return seal(current, Buffer.from(token), boundTo(siret)).toString('base64url')
    },
    /** Null for what was not issued here, for this collectivité, in the last 12 hours. */
    read(siret: string, given: string): FormToken | null {
      try {
        const { plain } = unsealWithAny(secrets, Buffer.from(given, 'base64url'), boundTo(siret))
        const token = v.parse(TokenSchema, JSON.parse(plain.toString()))
        return now().getTime() - token.shownAt.getTime() < HOURS * 3_600_000 ? token : null
      } catch (error) {
        if (error instanceof SealBrokenError) return null
        throw error
      }
    },
  }
}

function boundTo(siret: string): string {
  return `attestation form:${siret}`
}
