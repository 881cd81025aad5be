import { createHmac } from 'node:crypto'

/**
 * Writes what is counted so that the table of counts tells nothing of it, and otherwise each day.
 * @param secret under which it is hashed
 */
export function dailyKey(secret: Buffer, now: () => Date) {
  return (...parts: string[]) =>
    createHmac('sha256', secret)
      .update([now().toISOString().slice(0, 10), ...parts].join(' '))
      .digest('hex')
}
