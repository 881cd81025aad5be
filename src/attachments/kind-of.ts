import type { AttachmentKind } from '#src/attachments/attachment.js'

const BEGINNINGS: [AttachmentKind, Buffer][] = [
  ['pdf', Buffer.from('%PDF-')],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
]

/** What a file is by its very first bytes; viewers look further for `%PDF-`, which is how polyglots are made. */
export function kindOf(bytes: Buffer): AttachmentKind | null {
  const found = BEGINNINGS.find(([, beginning]) => bytes.subarray(0, beginning.length).equals(beginning))
  return found?.[0] ?? null
}
