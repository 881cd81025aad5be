import type { Answer } from './answer.js'
import type { ErrorRow, Numbering } from './error-row.js'
import { type ErrorName, errorOf, errorsByName } from './error-table.js'

type Extra = Partial<Pick<ErrorRow, 'detail' | 'meta' | 'headers'>>

const RENUMBERED: Partial<Record<ErrorName, ErrorName>> = {
  'no-bearer': 'no-franceconnect-token',
  'token-malformed': 'token-malformed-renumbered',
  'token-expired': 'token-expired-renumbered',
  'not-identified': 'not-identified-renumbered',
  'civil-data-refused': 'civil-data-refused-renumbered',
}

export function errorAnswer(name: ErrorName, numbering: Numbering, extra: Extra = {}): Answer {
  return errorsAnswer([name], numbering, extra)
}

/** @param names at least one; the first decides the status */
export function errorsAnswer(
  names: ErrorName[],
  numbering: Numbering,
  { meta, headers, ...extra }: Extra = {},
): Answer {
  const rows = names.map((name): ErrorRow => errorsByName[numbered(name, numbering)])
  const [first] = rows
  if (!first) throw new Error('An answer needs at least one error')
  const errors = rows.map((row) => errorOf({ ...row, ...extra, meta: { ...row.meta, ...meta } }))
  return {
    status: first.status,
    body: JSON.stringify({ errors }),
    contentType: first.contentType,
    headers: { ...first.headers, ...headers },
  }
}

function numbered(name: ErrorName, numbering: Numbering): ErrorName {
  return numbering === 'new' ? (RENUMBERED[name] ?? name) : name
}
