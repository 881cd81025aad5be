import * as v from 'valibot'
import type { Fund, QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import { parseJson } from '#src/external/parse-json.js'

// Beyond that nobody is helped by the date, and a number too large is no date.
const LONGEST_MAINTENANCE = 7 * 86_400_000
const wholeNumber = v.pipe(v.number(), v.integer())

// Only these keys are read: family and address, which some answers carry, are dropped here.
const FoundSchema = v.object({
  data: v.object({
    quotient_familial: v.object({
      fournisseur: v.pipe(v.string(), v.maxLength(40)),
      valeur: v.optional(v.nullable(wholeNumber), null),
      annee: wholeNumber,
      mois: v.pipe(wholeNumber, v.minValue(1), v.maxValue(12)),
      annee_calcul: v.optional(v.nullable(wholeNumber), null),
      mois_calcul: v.optional(v.nullable(wholeNumber), null),
    }),
  }),
})
const WithoutKeySchema = v.object({ data: v.object({ quotient_familial: v.optional(v.undefined()) }) })
const ErrorsSchema = v.object({
  errors: v.array(
    v.object({
      code: v.string(),
      meta: v.optional(v.nullable(v.object({ retry_in: v.optional(v.nullable(v.number())) }))),
    }),
  ),
})

/**
 * What an answer of API Particulier means: decided by status, then code, never by text; both numberings of codes.
 * https://particulier.api.gouv.fr/developpeurs#codes-erreurs
 * @returns `retryIn` the milliseconds after which it says to ask again
 */
export function readOutcome(
  status: number,
  body: string,
  now: Date,
): { outcome: QuotientFamilialOutcome; code: string | null; retryIn: number | null } {
  const json = parseJson(body)
  if (status === 200) return { outcome: readFound(json), code: null, retryIn: null }
  const errors = v.safeParse(ErrorsSchema, json)
  const codes = errors.success
    ? errors.output.errors.map((error) => error.code).filter((code) => /^\d{5}$/.test(code))
    : []
  const seconds = errors.success ? (errors.output.errors[0]?.meta?.retry_in ?? null) : null
  const retryIn = seconds === null ? null : Math.max(0, seconds * 1000)
  const until =
    status === 503 && retryIn !== null && retryIn < LONGEST_MAINTENANCE
      ? new Date(now.getTime() + retryIn)
      : null
  return { outcome: readError(status, codes, until), code: codes[0] ?? null, retryIn }
}

function readFound(json: unknown): QuotientFamilialOutcome {
  if (v.is(WithoutKeySchema, json)) return { kind: 'misconfigured', code: 'QUOTIENT_FAMILIAL_NOT_GRANTED' }
  const parsed = v.safeParse(FoundSchema, json)
  if (!parsed.success) return { kind: 'unavailable', until: null }
  const { fournisseur, valeur, annee, mois, annee_calcul, mois_calcul } = parsed.output.data.quotient_familial
  if (valeur === null) return { kind: 'no-value' }
  return {
    kind: 'found',
    quotientFamilial: {
      provider: fournisseur,
      value: valeur,
      year: annee,
      month: mois,
      calculationYear: annee_calcul,
      calculationMonth: mois_calcul,
    },
  }
}

function readError(status: number, codes: string[], until: Date | null): QuotientFamilialOutcome {
  const [code] = codes
  const misconfigured: QuotientFamilialOutcome = { kind: 'misconfigured', code: code ?? `HTTP_${status}` }
  if (status === 409 || status === 429) return { kind: 'busy' }
  if (status >= 500 || code === undefined)
    return status === 403 ? misconfigured : { kind: 'unavailable', until }
  if (status === 401) return /^5(00|15)/.test(code) ? { kind: 'sign-in-again' } : misconfigured
  if (status === 404) return code.endsWith('003') ? { kind: 'no-file', fund: fundOf(code) } : misconfigured
  if (status === 422) return codes.every(isAboutThePerson) ? { kind: 'not-identified' } : misconfigured
  return misconfigured
}

/** Refusals of the civil identity; the other 422 are about our own request. */
function isAboutThePerson(code: string): boolean {
  return /^(00355|00363|00365|00366|00367|00400|0042\d|\d\d56\d)$/.test(code)
}

/** The first two digits say who answered. */
function fundOf(code: string): Fund {
  const funds: Record<string, Fund> = { '23': 'CAF', '10': 'MSA', '35': 'both' }
  return funds[code.slice(0, 2)] ?? 'unknown'
}
