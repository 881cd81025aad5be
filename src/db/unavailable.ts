/** The database cannot be used just now, through no fault of the question: the same may be asked again later. */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError'
  readonly code: string
  constructor(code: Code, cause?: unknown) {
    super(`The database cannot be used now (${code})`, { cause })
    this.code = code
  }
}

type Code =
  | 'DATABASE_CONNECTION_LOST'
  | 'DATABASE_NOT_CONNECTED'
  | 'DATABASE_SILENT'
  | 'DATABASE_ALL_BUSY'
  | 'DATABASE_CLOSED'
  | 'CLOCK_DISAGREES'

// Classes of what the server itself says when it cannot do its work: connections, a full disk or memory, a stop or a
// statement that took too long, the system below it; a standby; an idle, a locked, a serialised transaction.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const SERVER_STATES = /^(08|53|57|58)|^(25006|25P03|55P03|40001|40P01)$/

/** Whether this failed because the database is not there, or cannot work now: then it is worth asking again. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseUnavailableError) return true
  const { name, code } = error as Error & { code?: unknown }
  if (name === 'PostgresError' && typeof code === 'string' && SERVER_STATES.test(code)) return true
  return isUnavailable(error.cause)
}
