import * as v from 'valibot'

export type NamedKey = { id: string; key: Buffer }

/** The name of AUDIT_KEY among the keys in use, and so no id of another one. */
export const AUDIT_KEY = 'AUDIT_KEY'
const KEY_BYTES = 32

/** 32 bytes written in base64; behind it, comma separated, those that it replaced, so that what they proved stays proven. */
export const auditKeys = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim())),
  v.check((parts) => parts.every(isKey), '32 bytes in base64'),
  v.transform((parts) => {
    const [key, ...former] = parts.map((part) => Buffer.from(part, 'base64')) as [Buffer, ...Buffer[]]
    return { key, former }
  }),
)

/** `id:base64` comma separated, the first one current; ids are kept in the envelopes, so they are short and distinct. */
export const keyList = v.pipe(
  v.string(),
  v.transform((text): { id: string; base64: string }[] =>
    text.split(',').map((entry) => {
      const at = entry.indexOf(':')
      return { id: entry.slice(0, at).trim(), base64: entry.slice(at + 1).trim() }
    }),
  ),
  v.check(
    (entries) =>
      entries.every(({ id, base64 }) => isKeyId(id) && isKey(base64)) &&
      new Set(entries.map(({ id }) => id)).size === entries.length,
    'a list of `id:base64 of 32 bytes`, with distinct ids, none of them AUDIT_KEY',
  ),
  v.transform((entries): [NamedKey, ...NamedKey[]] => {
    const keys = entries.map(({ id, base64 }) => ({ id, key: Buffer.from(base64, 'base64') }))
    return keys as [NamedKey, ...NamedKey[]]
  }),
)

/** Whether a master key may have this id. */
export function isKeyId(text: string): boolean {
  return /^[\w.-]{1,32}$/.test(text) && text !== AUDIT_KEY
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES
}
