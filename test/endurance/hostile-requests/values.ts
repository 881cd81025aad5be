import { HOSTILE_ENCODINGS, HOSTILE_TEXTS } from '../../support/hostile-values.js'
import type { Random } from '../../support/seeded.js'
import type { Target } from './request.js'

const KINDS = Object.keys(HOSTILE_TEXTS)

export function hostileText(random: Random): string {
  return random.pick(HOSTILE_TEXTS[random.pick(KINDS)] ?? [''])
}

/** A value as it stands in an address or a form: encoded as it should be, not at all, or wrongly. */
export function hostileEncoded(random: Random, atMost = 30_000): string {
  const text = hostileText(random).slice(0, atMost)
  switch (random.below(5)) {
    case 0:
      return random.pick(HOSTILE_ENCODINGS)
    case 1:
      return random.pick(HOSTILE_ENCODINGS) + escapeText(text.slice(0, 200)) + random.pick(HOSTILE_ENCODINGS)
    default:
      return escapeText(text)
  }
}

/** A value that this parameter may have, in two cases of five; or a hostile one, mostly of the kind that it fears most. */
export function valueFor(random: Random, known: Target['known'], name: string, atMost = 30_000): string {
  const values = known.get(name) ?? []
  if (values.length > 0 && random.below(5) < 2) return escapeText(random.pick(values))
  const [, kind] = FEARED.find(([names]) => names.test(name)) ?? []
  return kind && random.below(2) === 0
    ? escapeText(random.pick(HOSTILE_TEXTS[kind] ?? ['']).slice(0, atMost))
    : hostileEncoded(random, atMost)
}

const FEARED: [RegExp, string][] = [
  [/^(redirect_uri|retours|site|autoriser|state|suivre)$/, 'addresses'],
  [/^(du|au|apres|avant|naissance|mois)$/, 'dates'],
  [/^(page|lignes|parties|combien|compter|qf|conservation|id)$/, 'numbers'],
  [/^(q|nom|prenoms|courriel|adresse|gestionnaire|delegue|siret|siren|external_id|reference)$/, 'slow'],
  [/^(nom_connu|enfants_ou_services|motif|services|contact)$/, 'cells'],
]

/** Percent-encoded; what has no UTF-8, as the nearest that has. */
export function escapeText(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

/** The bytes of UTF-8 as characters of one byte each, for a head. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** An address out of thousands: limits count by it. */
export function anyAddress(random: Random): string {
  const byte = () => random.below(256)
  return random.below(2) === 0
    ? `198.${18 + random.below(2)}.${byte()}.${byte()}`
    : `2001:db8:${random.below(65_536).toString(16)}:${random.below(65_536).toString(16)}::${byte()}`
}
