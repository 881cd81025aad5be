import type { PdfFile } from '#src/attachments/pdf/read-file.js'
import type { PdfDictionary, PdfValue } from '#src/attachments/pdf/values.js'

/** What a value is, or every revision of what it refers to. */
export function resolve({ objects }: PdfFile, value: PdfValue): PdfValue[] {
  return value.is === 'reference' ? (objects.get(value.to) ?? []) : [value]
}

/** Every dictionary of a file, however deep and whichever revision. */
export function* allDictionaries({ objects, trailers }: PdfFile): Generator<PdfDictionary> {
  const left: PdfValue[] = [...trailers]
  for (const revisions of objects.values()) for (const revision of revisions) left.push(revision)
  for (let value = left.pop(); value; value = left.pop()) {
    if (value.is === 'list') for (const item of value.items) left.push(item)
    if (value.is !== 'dictionary') continue
    for (const [, inner] of value.entries) left.push(inner)
    yield value
  }
}
