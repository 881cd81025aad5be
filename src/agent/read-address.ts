/** A figure that an address of the desk brings back to its page; 0 for anything else. */
export function readCount(text = ''): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}

/** A moment of this century as an address of the desk holds it, `2026-11-26T10:00:00.000Z`; null for anything else. */
export function readInstant(text = ''): Date | null {
  const instant = /^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) ? new Date(text) : null
  return instant && !Number.isNaN(instant.getTime()) ? instant : null
}

/** The number of a line, behind which a page of older ones begins; null for anything else. */
export function readSerial(text = ''): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
