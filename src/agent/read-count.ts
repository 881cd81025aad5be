/** A figure that an address of the desk brings back to its page; 0 for anything else. */
export function readCount(text = ''): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}
