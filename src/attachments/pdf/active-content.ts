import type { RefusalReason } from '#src/attachments/examination.js'
import { MAX_PIXELS } from '#src/attachments/limits.js'
import { checkAddress } from '#src/attachments/pdf/check-address.js'
import type { PdfFile } from '#src/attachments/pdf/read-file.js'
import { allDictionaries, resolve } from '#src/attachments/pdf/resolve.js'
import { searchNames } from '#src/attachments/pdf/search-names.js'
import { isName, type PdfDictionary, type PdfValue, valuesOf } from '#src/attachments/pdf/values.js'

/** A dictionary as the rules look at it; what it refers to stands for the reference. */
type Look = {
  has(key: string): boolean
  values(key: string): PdfValue[]
  is(key: string, name: string): boolean
  isOfStream: boolean
}

const HARMLESS_NAMED = ['NextPage', 'PrevPage', 'FirstPage', 'LastPage', 'Print']
// What sets off an additional action (ISO 32000-2, 12.6.3).
const TRIGGERS = 'E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP'.split(' ')

const RULES: [RefusalReason, (look: Look) => boolean][] = [
  ['scripts', ({ has, is }) => has('JS') || has('XFA') || is('Subtype', 'PS')],
  ['embedded-files', ({ has }) => has('EF')],
  ['actions', ({ is }) => is('Subtype', '3D')],
  ['actions', ({ values }) => values('AA').some(setsOff)],
  ['actions', ({ values }) => values('OpenAction').some(doesMoreThanGo)],
  ['actions', ({ is, values }) => is('S', 'Named') && !values('N').every(isHarmlessNamed)],
  // Files outside: the content of a stream, or what a file specification names.
  ['actions', ({ isOfStream, has }) => isOfStream && has('F')],
  ['actions', ({ has, values }) => !has('EF') && [...values('F'), ...values('UF')].some(isText)],
  ['too-many-pixels', ({ is, values }) => is('Subtype', 'Image') && pixelsOf(values) > MAX_PIXELS],
]

/** What a file does beyond showing pages and linking to the web, by its dictionaries. */
export function findActiveContent(file: PdfFile): RefusalReason[] {
  const ofStreams = new Set(file.streams.map(({ dictionary }) => dictionary))
  const found = new Set<RefusalReason>()
  for (const dictionary of allDictionaries(file)) {
    const look = lookAt(file, dictionary, ofStreams.has(dictionary))
    for (const [reason, applies] of RULES) if (!found.has(reason) && applies(look)) found.add(reason)
    for (const reason of [...typesAsText(look), ...look.values('URI').flatMap((uri) => checkLink(file, uri))])
      found.add(reason)
  }
  return [...found]
}

function lookAt(file: PdfFile, dictionary: PdfDictionary, isOfStream: boolean): Look {
  const values = (key: string) => valuesOf(dictionary, key).flatMap((value) => resolve(file, value))
  return {
    has: (key) => dictionary.entries.some(([name]) => name === key),
    values,
    is: (key, name) => values(key).some((value) => isName(value, name)),
    isOfStream,
  }
}

function setsOff(additional: PdfValue): boolean {
  return additional.is === 'dictionary' && additional.entries.some(([key]) => TRIGGERS.includes(key))
}

// A place in the document, by itself or as an action that goes there and no further.
function doesMoreThanGo(action: PdfValue): boolean {
  if (action.is !== 'dictionary') return false
  const types = valuesOf(action, 'S')
  const goes = types.length > 0 && types.every((type) => isName(type, 'GoTo'))
  return !goes || valuesOf(action, 'Next').length > 0
}

function isHarmlessNamed(value: PdfValue): boolean {
  return isName(value, ...HARMLESS_NAMED)
}

function isText({ is }: PdfValue): boolean {
  return is === 'text'
}

function pixelsOf(values: Look['values']): number {
  const largest = (key: string) =>
    Math.max(0, ...values(key).map((value) => (value.is === 'number' ? value.value : 0)))
  return largest('Width') * largest('Height')
}

// Some viewers take a text where a name should stand.
function typesAsText({ values }: Look): RefusalReason[] {
  return [...values('S'), ...values('Subtype')].flatMap((type) =>
    type.is === 'text' ? searchNames(`/${type.text}`) : [],
  )
}

// A link, or the beginning of all relative links of a document.
function checkLink(file: PdfFile, uri: PdfValue): RefusalReason[] {
  const base =
    uri.is === 'dictionary' ? valuesOf(uri, 'Base').flatMap((value) => resolve(file, value)) : [uri]
  return base.flatMap((value) => (value.is === 'text' ? (checkAddress(value.text) ?? []) : []))
}
