export type AttachmentKind = 'pdf' | 'jpeg' | 'png'

/** A file that may be kept: examined, and an image drawn anew. */
export type AcceptedFile = { kind: AttachmentKind; bytes: Buffer }
