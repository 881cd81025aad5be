import type { RefusalReason } from '#src/attachments/examination.js'
import { findActiveContent } from '#src/attachments/pdf/active-content.js'
import { hasPages } from '#src/attachments/pdf/has-pages.js'
import { readFile } from '#src/attachments/pdf/read-file.js'
import { readObjectStreams } from '#src/attachments/pdf/read-object-streams.js'
import { Refusal } from '#src/attachments/pdf/refusal.js'
import { searchNames, searchOtherKinds } from '#src/attachments/pdf/search-names.js'

// Nothing but white space, and little of it, follows the last mark.
const END = /startxref[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+%%EOF[\0\t\n\f\r ]{0,1024}$/
// Of several reasons, the one that tells the resident most.
const FIRST_TOLD: RefusalReason[] = [
  'protected',
  'scripts',
  'actions',
  'embedded-files',
  'too-many-pixels',
  'too-complex',
  'damaged',
]

/**
 * Why a PDF that begins with `%PDF-` is refused, or null: it shows pages and links to the web, and does nothing else.
 *
 * We read it ourselves, from the first byte to the last, and refuse what we do not understand. A library reads as a
 * viewer does: it forgives, follows the references of one revision and unpacks without a limit. Beside that the bytes
 * themselves are searched for names of active content, so that nothing hides where two readers differ.
 */
export async function examinePdf(bytes: Buffer): Promise<RefusalReason | null> {
  const text = bytes.toString('latin1')
  const found = [...searchNames(text), ...searchOtherKinds(text)]
  try {
    if (!END.test(text.slice(-1200))) found.push('damaged')
    const file = readFile(text)
    found.push(...(await readObjectStreams(file, bytes)), ...findActiveContent(file))
    if (!hasPages(file)) found.push('damaged')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    found.push(error.reason)
  }
  return FIRST_TOLD.find((reason) => found.includes(reason)) ?? null
}
