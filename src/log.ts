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
  /** Of a chain of the trace: the number of a line, and the MAC that proves it and all before. */
  seq: number
  mac: string
  /** Where the service listens. */
  listensOn: string
  signal: string
  /** Of a purge: in how many collectivités, how many transmissions, with what, and how many could not be erased. */
  collectivites: number
  transmissions: number
  files: number
  receipts: number
  jobs: number
  failed: number
}>

export type Log = Record<'info' | 'warn' | 'error', (event: string, fields?: LogFields) => void> & {
  /** Lines that all have these fields, which are written down once. */
  about(fields: LogFields): Log
}

/** JSON lines on `destination` (stdout by default): an event's name and allow-listed fields. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, timestamp: isoTime, messageKey: 'event' }
  return logBy(destination ? pino(options, destination) : pino(options))
}

let writtenAt = 0
let written = ''

/** Many lines are of one millisecond, whose text is written once. */
function isoTime(): string {
  const now = Date.now()
  if (now !== writtenAt) {
    writtenAt = now
    written = `,"time":"${new Date(now).toISOString()}"`
  }
  return written
}

function logBy(logger: Logger): Log {
  return {
    about: (fields) => logBy(logger.child(fields)),
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
  const { name, code, cause } = error as Error & { code?: unknown }
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  return {
    errorName: name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    ...(typeof causeCode === 'string' ? { causeCode } : {}),
    stack: framesOf(error),
  }
}

const FRAMES_AT_MOST = 8

// Behind the message, which may have lines that look like these; where it cannot be found, none.
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message)
  if (at < 0) return []
  return stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, FRAMES_AT_MOST)
    .map((line) => line.trim())
}
