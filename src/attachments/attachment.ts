export type AttachmentKind = 'pdf' | 'jpeg' | 'png'

/** A file that may be kept: examined, and an image drawn anew. */
export type AcceptedFile = { kind: AttachmentKind; bytes: Buffer }

export const FILES_AT_MOST = 3
/** Of one file. */
export const BYTES_AT_MOST = 5 * 1024 * 1024
