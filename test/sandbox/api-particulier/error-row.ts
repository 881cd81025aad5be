import { JSON_API } from './answer.js'

/** One row of the table of errors: what stands on the wire, and when it comes. */
export type ErrorRow = {
  /** In a few words, for the reader. */
  when: string
  status: number
  /** null: the answer is no JSON. */
  code: string | null
  title: string
  detail: string
  /** Who failed behind API Particulier; also in `meta`. */
  provider: string | null
  /** Left out of the answer when undefined, as the real one does; only the staging environment writes null. */
  source?: Record<string, string> | null
  meta: Record<string, unknown>
  headers: Record<string, string>
  /** Some codes are being renumbered: to which numbering this row belongs. */
  numbering: 'both' | Numbering
  contentType: string
  /** The whole body, when it is no JSON. */
  raw?: string
}
/** FranceConnect's faults and refused identities are being renumbered; a client must know both. */
export type Numbering = 'current' | 'new'

type Given = Pick<ErrorRow, 'when' | 'status' | 'code' | 'title' | 'detail'> & Partial<ErrorRow>

/** Fills in what most rows have in common. */
export function errorRow({ provider = null, meta = {}, ...given }: Given): ErrorRow {
  return {
    headers: {},
    numbering: 'both',
    contentType: JSON_API,
    ...given,
    provider,
    meta: { ...(provider === null ? {} : { provider }), ...meta },
  }
}

/** The same fault under its new number. */
export function renumbered(row: ErrorRow, code: string, provider: string): ErrorRow {
  return errorRow({ ...row, code, provider, when: `${row.when}; new number`, numbering: 'new' })
}
