import type { AcceptedFile } from '#src/attachments/attachment.js'

/**
 * Why a file is refused:
 * - `empty`: it holds nothing;
 * - `too-big`: more than `MAX_FILE_BYTES`;
 * - `unknown-kind`: neither PDF nor JPEG nor PNG by its first bytes, whatever its name says (HEIC, Word, ZIP …);
 * - `damaged`: truncated, or not written as its kind is, or followed by something else;
 * - `too-many-pixels`: an image, or an image in a PDF, of more than `MAX_PIXELS`;
 * - `protected`: an encrypted PDF, with or without a password to open it: it cannot be read through;
 * - `scripts`: a PDF with programs (JavaScript, XFA, PostScript), or with a page of the web inside;
 * - `actions`: a PDF that opens, sends or plays something by itself, or points at a file outside;
 * - `embedded-files`: a PDF that carries other files;
 * - `too-complex`: it could not be examined within the time, the memory and the sizes allowed.
 */
export type RefusalReason =
  | 'empty'
  | 'too-big'
  | 'unknown-kind'
  | 'damaged'
  | 'too-many-pixels'
  | 'protected'
  | 'scripts'
  | 'actions'
  | 'embedded-files'
  | 'too-complex'

export type Refused = { kind: 'refused'; reason: RefusalReason }
export type Accepted = { kind: 'accepted'; file: AcceptedFile }

/** `busy`: too many files wait already; the same file may pass in a minute. */
export type Examination = Accepted | Refused | { kind: 'busy' }

export const accepted = (file: AcceptedFile): Accepted => ({ kind: 'accepted', file })
export const refused = (reason: RefusalReason): Refused => ({ kind: 'refused', reason })
