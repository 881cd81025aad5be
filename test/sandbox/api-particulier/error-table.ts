import type { ErrorRow } from './error-row.js'
import { identityErrors } from './identity-errors.js'
import { platformErrors } from './platform-errors.js'
import { providerErrors } from './provider-errors.js'
import type { ScriptedAnswer } from './script.js'

export const errorsByName = { ...platformErrors, ...identityErrors, ...providerErrors }
export type ErrorName = keyof typeof errorsByName
export type NamedErrorRow = ErrorRow & { name: ErrorName }

/**
 * Every error that the quotient familial by FranceConnect can be answered, under both numberings; the same code may
 * stand in several rows. https://particulier.api.gouv.fr/developpeurs#codes-erreurs
 */
export const errorTable: NamedErrorRow[] = Object.entries(errorsByName).map(([name, row]) => ({
  name: name as ErrorName,
  ...row,
}))

/** The answer of a row, for `script` and `scriptFor`. */
export function errorRowAnswer({ status, contentType, headers, raw, ...row }: ErrorRow): ScriptedAnswer {
  return {
    status,
    headers: { ...headers, 'Content-Type': contentType },
    ...(raw === undefined ? { body: { errors: [errorOf(row)] } } : { raw }),
  }
}

type Entry = Pick<ErrorRow, 'code' | 'title' | 'detail' | 'source' | 'meta'>

/** One entry of `errors`, its keys in the order of the real ones. */
export function errorOf({ code, title, detail, source, meta }: Entry): object {
  return { code, title, detail, ...(source === undefined ? {} : { source }), meta }
}
