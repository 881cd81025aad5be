import type { RefusalReason } from '#src/attachments/examination.js'
import { MAX_PIXELS } from '#src/attachments/limits.js'
import { checkAddress } from '#src/attachments/pdf/check-address.js'
import type { PdfFile } from '#src/attachments/pdf/read-file.js'
import { allDictionaries, resolve } from '#src/attachments/pdf/resolve.js'
import { isName, type PdfDictionary, type PdfValue, valuesOf } from '#src/attachments/pdf/values.js'

const HARMLESS_NAMED = ['NextPage', 'PrevPage', 'FirstPage', 'LastPage', 'Print']
// What sets off an additional action (ISO 32000-2, 12.6.3).
const TRIGGERS = 'E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP'.split(' ')

/** What the dictionaries of a file do beyond showing pages and linking to the web. Long names are searched elsewhere. */
export function findActiveContent(file: PdfFile): RefusalReason[] {
  const ofStreams = new Set(file.streams.map(({ dictionary }) => dictionary))
  const found = new Set<RefusalReason>()
  for (const dictionary of allDictionaries(file)) {
    const values = (key: string) => valuesOf(dictionary, key).flatMap((value) => resolve(file, value))
    const has = (key: string) => valuesOf(dictionary, key).length > 0
    const note = (reason: RefusalReason, isThere: boolean) => isThere && found.add(reason)
    note('scripts', has('JS') || has('XFA') || values('Subtype').some((type) => isName(type, 'PS')))
    note('embedded-files', has('EF'))
    note(
      'actions',
      values('Subtype').some((type) => isName(type, '3D')),
    )
    note('actions', values('AA').some(setsOff))
    note('actions', values('OpenAction').some(doesMoreThanGo))
    note('actions', values('S').some((type) => isName(type, 'Named')) && !values('N').every(isHarmlessNamed))
    note('actions', ofStreams.has(dictionary) && has('F'))
    note('actions', !has('EF') && ['F', 'UF'].some((key) => values(key).some(({ is }) => is === 'text')))
    note(
      'too-many-pixels',
      values('Subtype').some((type) => isName(type, 'Image')) && pixelsOf(values) > MAX_PIXELS,
    )
    for (const address of addressesIn(file, values('URI'))) {
      const reason = checkAddress(address)
      if (reason) found.add(reason)
    }
  }
  return [...found]
}

function setsOff(additional: PdfValue): boolean {
  return additional.is === 'dictionary' && additional.entries.some(([key]) => TRIGGERS.includes(key))
}

// A place in the document, by itself or as an action that goes there and no further.
function doesMoreThanGo(action: PdfValue): boolean {
  if (action.is !== 'dictionary') return false
  const types = valuesOf(action, 'S')
  return (
    types.length === 0 || !types.every((type) => isName(type, 'GoTo')) || valuesOf(action, 'Next').length > 0
  )
}

function isHarmlessNamed(value: PdfValue): boolean {
  return isName(value, ...HARMLESS_NAMED)
}

function pixelsOf(values: (key: string) => PdfValue[]): number {
  const [width, height] = ['Width', 'Height'].map((key) =>
    Math.max(0, ...values(key).map((value) => (value.is === 'number' ? value.value : 0))),
  )
  return (width ?? 0) * (height ?? 0)
}

// Of a link, and the one that a document's relative links begin with.
function addressesIn(file: PdfFile, values: PdfValue[]): string[] {
  return values.flatMap((value) => {
    if (value.is === 'text') return [value.text]
    if (value.is !== 'dictionary') return []
    return valuesOf(value as PdfDictionary, 'Base')
      .flatMap((base) => resolve(file, base))
      .flatMap((base) => (base.is === 'text' ? [base.text] : []))
  })
}
