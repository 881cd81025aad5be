import { describeError } from '#src/log.js'

/** What failed, without a word of what it failed with: a code of ours, or the database's SQLSTATE. */
export function stableCode(error: unknown): string {
  const { errorCode, causeCode } = describeError(error)
  return errorCode ?? causeCode ?? 'UNEXPECTED'
}
