import { type Logger, pino } from 'pino'

/** Everything a log line may hold. Nothing of a person stands in this list, nor may be added to it. */
export type LogFields = Partial<{
  requestId: string
  method: string
  route: string
  status: number
  milliseconds: number
  siret: string
  outcome: string
  upstreamStatus: number | null
  upstreamCode: string | null
  upstreamRequestId: string
  errorName: string
  errorCode: string
  causeCode: string
  stack: string[]
  address: string
  signal: string
}>

export type Log = Record<'info' | 'warn' | 'error', (event: string, fields?: LogFields) => void>

/** JSON lines on `destination` (stdout by default): an event's name and allow-listed fields. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }
  const logger: Logger = destination ? pino(options, destination) : pino(options)
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  }
}

/**
 * What may be said of an exception: names, codes and places in the code. Messages are left out, because those of
 * drizzle and valibot quote the values they were given.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const { name, code, cause, stack } = error as Error & { code?: unknown }
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  return {
    errorName: name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    ...(typeof causeCode === 'string' ? { causeCode } : {}),
    stack: (stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
  }
}
