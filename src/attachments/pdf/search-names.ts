import type { RefusalReason } from '#src/attachments/examination.js'
import { unescapeName } from '#src/attachments/pdf/reader.js'

const END_OF_NAME = '(?![^\\0\\t\\n\\f\\r ()<>[\\]{}/%])'
const NAMES: [RefusalReason, string[]][] = [
  ['protected', ['Encrypt']],
  ['scripts', ['JavaScript']],
  [
    'actions',
    [
      'Launch',
      'SubmitForm',
      'ImportData',
      'GoToR',
      'GoToE',
      'GoToDp',
      'GoTo3DView',
      'Rendition',
      'Movie',
      'Sound',
      'RichMedia[A-Za-z]*',
    ],
  ],
  ['embedded-files', ['EmbeddedFiles?', 'FileAttachment', 'Collection']],
]
const ACTIVE_NAMES = NAMES.map(([reason, names]) => ({
  reason,
  pattern: new RegExp(`/(?:${names.join('|')})${END_OF_NAME}`),
}))
const WEB_PAGE = /<(?:script|html|svg|iframe|\?php|!doctype html)/i

/**
 * Names of active content wherever they stand in `text`, in streams, comments and strings too: no way of reading the
 * structure can hide them. Too long to come about by chance in an image.
 */
export function searchNames(text: string): RefusalReason[] {
  const plain = text.includes('#') ? text.replace(/#[0-9A-Fa-f]{2}/g, unescapeName) : text
  return ACTIVE_NAMES.filter(({ pattern }) => pattern.test(plain)).map(({ reason }) => reason)
}

/** What would make a file something else than a PDF to another program. */
export function searchOtherKinds(text: string): RefusalReason[] {
  return [
    ...(WEB_PAGE.test(text) ? (['scripts'] as const) : []),
    ...(isArchive(text) ? (['embedded-files'] as const) : []),
  ]
}

// The two records by which a ZIP is read from its end, whatever stands before it, and what RAR and 7-Zip look for.
function isArchive(text: string): boolean {
  const directory = text.indexOf('PK\x01\x02')
  return (
    (directory >= 0 && text.includes('PK\x05\x06', directory)) ||
    text.includes('Rar!\x1a\x07') ||
    text.includes('7z\xbc\xaf\x27\x1c')
  )
}
