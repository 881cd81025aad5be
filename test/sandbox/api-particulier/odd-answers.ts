import { findIdentity } from '../franceconnect/identities.js'
import type { Identity } from '../franceconnect/identity.js'
import { JSON_API } from './answer.js'
import { inventedFamily } from './invented-family.js'
import type { ScriptedAnswer } from './script.js'

type WholeAnswer = Extract<ScriptedAnswer, { status: number }>

/** What comes in place of JSON when something in between answers. */
export const WEB_PAGE =
  '<!doctype html><html lang="fr"><title>Service indisponible</title><h1>Service indisponible</h1></html>'

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }
const JSON_HEADERS = { 'Content-Type': JSON_API }
const LONG = 5_000_000
const quotientFamilial = {
  fournisseur: 'CNAF',
  valeur: 742,
  annee: 2026,
  mois: 11,
  annee_calcul: 2026,
  mois_calcul: 10,
}
const whole = JSON.stringify(envelope({ quotient_familial: quotientFamilial }))

/** Answers that no documentation promises, for `script` and `scriptFor`. */
export const oddAnswers = {
  'page-instead-of-json': { status: 200, raw: WEB_PAGE, headers: HTML },
  'page-of-a-proxy': { status: 502, raw: WEB_PAGE, headers: HTML },
  'value-null': found({ valeur: null }),
  'value-zero': found({ valeur: 0 }),
  'value-as-text': found({ valeur: '742' }),
  'value-with-cents': found({ valeur: 742.5 }),
  'calculation-date-null': found({ annee_calcul: null, mois_calcul: null }),
  'unknown-keys': json({
    ...envelope({ quotient_familial: { ...quotientFamilial, nouveau: [1] }, nouveau: { x: null } }),
    nouveau: true,
  }),
  'family-and-address': json(
    envelope({
      quotient_familial: quotientFamilial,
      ...inventedFamily(findIdentity('ordinary') as Identity),
    }),
  ),
  'key-missing': json(envelope({})),
  'data-null': json({ data: null, links: {}, meta: {} }),
  'json-null': json(null),
  'truncated-json': { status: 200, raw: whole.slice(0, whole.length / 2), headers: JSON_HEADERS },
  'broken-off': { status: 200, raw: whole, headers: JSON_HEADERS, brokenOff: true },
  'empty-body': { status: 200, raw: '', headers: JSON_HEADERS },
  'very-long-body': json(envelope({ quotient_familial: quotientFamilial, nouveau: 'x'.repeat(LONG) })),
  'invalid-utf8': { status: 200, raw: withBrokenLetter(whole), headers: JSON_HEADERS },
  'error-without-errors': { status: 503, body: {}, headers: JSON_HEADERS },
  'error-with-odd-errors': { status: 422, body: { errors: ['00355', null] }, headers: JSON_HEADERS },
  'sent-elsewhere': { status: 302, raw: '', headers: { Location: 'https://ailleurs.example/' } },
} satisfies Record<string, WholeAnswer>

function found(odd: Record<string, unknown>): WholeAnswer {
  return json(envelope({ quotient_familial: { ...quotientFamilial, ...odd } }))
}

function json(body: unknown): WholeAnswer {
  return { status: 200, body, headers: JSON_HEADERS }
}

function envelope(data: Record<string, unknown>) {
  return { data, links: {}, meta: {} }
}

/** The name of the fund gets a byte that begins no letter. */
function withBrokenLetter(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text)
  bytes[text.indexOf('CNAF') + 1] = 0xff
  return bytes
}
