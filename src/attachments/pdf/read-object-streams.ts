import type { RefusalReason } from '#src/attachments/examination.js'
import { addRevision, type PdfFile, type PdfStream } from '#src/attachments/pdf/read-file.js'
import { Refusal } from '#src/attachments/pdf/refusal.js'
import { searchNames } from '#src/attachments/pdf/search-names.js'
import { filtersOf, startUnpacking, unpack } from '#src/attachments/pdf/unpack.js'
import { isName, type PdfDictionary, valuesOf } from '#src/attachments/pdf/values.js'

/**
 * Unpacks every stream within limits and adds to `file` the objects that some of them hold; returns what the names in
 * those tell.
 */
export async function readObjectStreams(file: PdfFile, bytes: Buffer): Promise<RefusalReason[]> {
  const unpacking = startUnpacking()
  const found: RefusalReason[] = []
  for (const stream of file.streams) {
    const holdsObjects = mayHoldObjects(stream)
    const packed = bytes.subarray(stream.from, stream.to)
    const content = await unpack(packed, filtersOf(stream.dictionary), unpacking, holdsObjects)
    if (!holdsObjects) continue
    const text = content.toString('latin1')
    found.push(...searchNames(text))
    addObjects(file, stream, text)
  }
  return found
}

// Not every viewer asks for the type, none does without the two numbers.
function mayHoldObjects({ dictionary }: PdfStream): boolean {
  const has = (key: string) => valuesOf(dictionary, key).length > 0
  return valuesOf(dictionary, 'Type').some((type) => isName(type, 'ObjStm')) || (has('N') && has('First'))
}

function addObjects(file: PdfFile, { dictionary }: PdfStream, text: string): void {
  if (valuesOf(dictionary, 'DecodeParms').some(({ is }) => is !== 'word')) throw new Refusal('too-complex')
  const first = onlyNumber(dictionary, 'First')
  const head = (text.slice(0, first).match(/\d+/g) ?? []).map(Number)
  if (head.length !== 2 * onlyNumber(dictionary, 'N')) throw new Refusal('damaged')
  for (let at = 0; at < head.length; at += 2)
    addRevision(file, head[at] ?? 0, file.reader(text, first + (head[at + 1] ?? 0)).readValue())
}

function onlyNumber(dictionary: PdfDictionary, key: string): number {
  const [value, ...others] = valuesOf(dictionary, key)
  if (value?.is !== 'number' || others.length > 0) throw new Refusal('damaged')
  return value.value
}
