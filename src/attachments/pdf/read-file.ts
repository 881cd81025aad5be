import { Reader } from '#src/attachments/pdf/reader.js'
import { Refusal } from '#src/attachments/pdf/refusal.js'
import { type PdfDictionary, type PdfValue, valuesOf } from '#src/attachments/pdf/values.js'

const MAX_OBJECTS = 100_000
const MAX_VALUES = 500_000
const MAX_REVISIONS = 200

const OBJECT = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj/y
// Any place that a viewer could take for the beginning of an object.
const ANY_OBJECT = /(?:\d[\0\t\n\f\r ]*|[\r\n])obj(?=[\0\t\n\f\r ()<>[\]{}/%\d+-])/g
const LENGTH_OBJECT = /(?<!\d)(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj[\0\t\n\f\r ]*(\d+)[\0\t\n\f\r ]*endobj/g
const END_OF_OBJECT = /endobj/y
const STREAM = /stream(?:\r\n|\n|\r)/y
const END_OF_STREAM = /[\0\t\n\f\r ]*endstream/y
const NEXT_END_OF_STREAM = /(?:\r\n|\n|\r)?endstream[\0\t\n\f\r ]+endobj/g
const TABLE = /xref(?=[\0\t\n\f\r ])/y
const TABLE_LINE = /[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+\d+(?:[\0\t\n\f\r ]+[nf](?=[\0\t\n\f\r ]))?/y
const TRAILER = /trailer/y
const START = /startxref[\0\t\n\f\r ]+\d+/y

export type PdfStream = { dictionary: PdfDictionary; from: number; to: number }

export type PdfFile = {
  text: string
  reader: (text: string, position?: number) => Reader
  /** By number, every revision of it in the order of the file. */
  objects: Map<number, PdfValue[]>
  streams: PdfStream[]
  trailers: PdfDictionary[]
}

/**
 * Reads a PDF from its first byte to its last, whatever its cross-references say: objects of older revisions and those
 * that nothing leads to are read like the others. What stands between objects must be what the standard lets stand there.
 */
export function readFile(text: string): PdfFile {
  const allowance = { values: MAX_VALUES }
  const reader = new Reader(text, 0, allowance)
  const file: PdfFile = {
    text,
    reader: (inner, position = 0) => new Reader(inner, position, allowance),
    objects: new Map(),
    streams: [],
    trailers: [],
  }
  const lengths = lengthsIn(text)
  const seen = new Set<number>()
  while (reader.skipSpace()) {
    const object = reader.take(OBJECT)
    if (object) {
      seen.add(reader.position)
      if (seen.size > MAX_OBJECTS) throw new Refusal('too-complex')
      addRevision(file, Number(object[1]), readObject(file, reader, lengths))
    } else if (reader.take(TABLE)) while (reader.take(TABLE_LINE));
    else if (reader.take(TRAILER)) addTrailer(file, reader.readValue())
    else if (!reader.take(START)) throw new Refusal('damaged')
  }
  for (const { index, 0: match } of text.matchAll(ANY_OBJECT))
    if (!seen.has(index + match.length)) throw new Refusal('damaged')
  return file
}

function readObject({ text, streams }: PdfFile, reader: Reader, lengths: Map<number, number[]>): PdfValue {
  const value = reader.readValue()
  reader.skipSpace()
  if (reader.take(STREAM)) {
    const dictionary = dictionaryOf(value)
    const from = reader.position
    const to = endOfStream(text, reader, dictionary, lengths)
    streams.push({ dictionary, from, to })
    reader.position = to
    if (!reader.take(END_OF_STREAM)) throw new Refusal('damaged')
    reader.skipSpace()
  }
  if (!reader.take(END_OF_OBJECT)) throw new Refusal('damaged')
  return value
}

// Where its length says, if `endstream` stands there; else before the first `endstream` that ends an object.
function endOfStream(
  text: string,
  { position }: Reader,
  dictionary: PdfDictionary,
  lengths: Map<number, number[]>,
): number {
  const ends = valuesOf(dictionary, 'Length')
    .flatMap((length) => {
      if (length.is === 'number') return [length.value]
      return length.is === 'reference' ? (lengths.get(length.to) ?? []) : []
    })
    .map((length) => position + length)
  const told = ends.find((end) => matchesAt(END_OF_STREAM, text, end))
  if (told !== undefined) return told
  NEXT_END_OF_STREAM.lastIndex = position
  const next = NEXT_END_OF_STREAM.exec(text)
  if (!next) throw new Refusal('damaged')
  return next.index
}

function matchesAt(pattern: RegExp, text: string, index: number): boolean {
  pattern.lastIndex = index
  return pattern.test(text)
}

// Lengths may stand in objects of their own, mostly after the stream.
function lengthsIn(text: string): Map<number, number[]> {
  const lengths = new Map<number, number[]>()
  for (const [, number, length] of text.matchAll(LENGTH_OBJECT))
    addTo(lengths, Number(number), Number(length))
  return lengths
}

/** Adds a revision of an object. An object that is but a reference to another is what no program writes. */
export function addRevision({ objects }: PdfFile, number: number, value: PdfValue): void {
  if (value.is === 'reference') throw new Refusal('damaged')
  addTo(objects, number, value)
}

function addTrailer({ trailers }: PdfFile, value: PdfValue): void {
  if (trailers.push(dictionaryOf(value)) > MAX_REVISIONS) throw new Refusal('too-complex')
}

function addTo<Item>(lists: Map<number, Item[]>, number: number, item: Item): void {
  const list = lists.get(number) ?? []
  if (list.length >= MAX_REVISIONS) throw new Refusal('too-complex')
  lists.set(number, list)
  list.push(item)
}

function dictionaryOf(value: PdfValue): PdfDictionary {
  if (value.is !== 'dictionary') throw new Refusal('damaged')
  return value
}
