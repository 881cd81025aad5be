import { MIMEType } from 'node:util'

const MOST_PARTS = 40
const MOST_TEXT_BYTES = 64 * 1024
// A name of 255 bytes, in any writing, and what stands around it.
const MOST_HEAD_BYTES = 4096

/**
 * Whether a body in `multipart/form-data` (RFC 7578) has few parts, each with a short head, and little text: only then
 * it is taken apart in no time. Says nothing of what is no form.
 */
export function isModest(body: Buffer, contentType: string): boolean {
  const boundary = boundaryOf(contentType)
  if (!boundary) return true
  let parts = 0
  let textBytes = 0
  for (const part of partsOf(body, `--${boundary}`)) {
    const end = part.subarray(0, MOST_HEAD_BYTES).indexOf('\r\n\r\n')
    if (end === -1 && part.length > MOST_HEAD_BYTES) return false
    parts += 1
    if (!part.subarray(0, Math.max(end, 0)).includes('filename=')) textBytes += part.length
    // One more closes the form.
    if (parts > MOST_PARTS + 1 || textBytes > MOST_TEXT_BYTES + MOST_PARTS * MOST_HEAD_BYTES) return false
  }
  return true
}

/** Whether all that was typed, with the names of fields and files, is what a form of ours may hold. */
export function isModestText(form: FormData): boolean {
  let bytes = 0
  for (const [name, value] of form)
    bytes += Buffer.byteLength(name) + Buffer.byteLength(typeof value === 'string' ? value : value.name)
  return bytes <= MOST_TEXT_BYTES
}

/** What follows each delimiter. */
function* partsOf(body: Buffer, delimiter: string) {
  let at = body.indexOf(delimiter)
  while (at !== -1) {
    const next = body.indexOf(delimiter, at + delimiter.length)
    yield body.subarray(at + delimiter.length, next === -1 ? body.length : next)
    at = next
  }
}

function boundaryOf(contentType: string): string | null {
  try {
    return new MIMEType(contentType).params.get('boundary')
  } catch {
    return null
  }
}
