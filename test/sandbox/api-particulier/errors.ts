import { type Answer, JSON_API, PLAIN_JSON } from './answer.js'
import { type ErrorRow, errorRows } from './error-rows.js'

type Extra = {
  source?: Record<string, string>
  meta?: Record<string, unknown>
  detail?: string
  headers?: Record<string, string>
}

export type ErrorCode = keyof typeof errorRows
/** FranceConnect's faults and refused identities are being renumbered; a client must know both. */
export type Numbering = 'current' | 'new'

const NEW_NUMBERS: Partial<Record<ErrorCode, ErrorCode>> = {
  '50001': '51501',
  '50002': '51502',
  '00355': '35560',
  '00366': '35561',
}

export function errorAnswer(code: ErrorCode, numbering: Numbering, extra: Extra = {}): Answer {
  return errorsAnswer([code], numbering, extra)
}

/** @param codes at least one; the first decides the status */
export function errorsAnswer(
  codes: ErrorCode[],
  numbering: Numbering,
  { source, meta, detail, headers }: Extra = {},
): Answer {
  const numbered = codes.map((code) => (numbering === 'new' ? (NEW_NUMBERS[code] ?? code) : code))
  const first: ErrorRow = errorRows[numbered[0] as ErrorCode]
  const errors = numbered.map((code) => {
    const row: ErrorRow = errorRows[code]
    return {
      code,
      title: row.title,
      detail: detail ?? row.detail,
      ...(source ? { source } : {}),
      meta: { ...(row.provider ? { provider: row.provider } : {}), ...meta },
    }
  })
  return {
    status: first.status,
    body: JSON.stringify({ errors }),
    contentType: first.platform ? PLAIN_JSON : JSON_API,
    ...(headers ? { headers } : {}),
  }
}
