import { HOSTILE_TEXTS } from '../../support/hostile-values.js'
import type { Random } from '../../support/seeded.js'
import type { Pair, Target } from './request.js'
import { escapeText, hostileEncoded, hostileText, valueFor } from './values.js'

export const FORM = 'application/x-www-form-urlencoded'

export type Body = { type: string | null; body: Buffer | null }

/** The fields of all forms of ours, as a form is sent or as none is. */
export function bodyOf(random: Random, target: Target): Body {
  switch (random.below(12)) {
    case 0:
      return { type: random.pick(TYPES), body: random.bytes(random.below(600)) }
    case 1:
    case 2:
      return multipart(random, target)
    case 3:
      return { type: null, body: random.below(2) === 0 ? null : Buffer.from('a=1') }
    default:
      return urlencoded(random, target)
  }
}

function urlencoded(random: Random, target: Target): Body {
  const body = fieldsOf(random, target)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const type = random.below(6) === 0 ? random.pick(TYPES.slice(0, 5)) : FORM
  return { type, body: Buffer.from(body.slice(0, 60_000), 'latin1') }
}

function multipart(random: Random, target: Target): Body {
  const boundary = random.pick(['qf', 'qf qf', '--', '', '\xe9'])
  const parts = fieldsOf(random, target).map(([name, encoded]) => {
    const value = random.below(2) === 0 ? encoded : hostileText(random)
    const file = random.below(5) === 0 ? `; filename="${hostileText(random).slice(0, 60)}"` : ''
    const odd =
      random.below(8) === 0
        ? `Content-Type: ${random.pick(TYPES)}\r\nContent-Transfer-Encoding: base64\r\n`
        : ''
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${odd}\r\n${value}\r\n`
  })
  const whole = Buffer.from(`${parts.join('')}--${boundary}--\r\n`)
  const body = random.below(6) === 0 ? whole.subarray(0, random.below(whole.length + 1)) : whole
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}

/** Half of all fields that any form has, once or more, some under a name that is none. */
function fieldsOf(random: Random, { names, known }: Target): Pair[] {
  // One bad value hides what the next would do.
  const mostlyRight = random.below(2) === 0
  const chosen = names.fields.filter(() => random.below(2) === 0)
  const fields = chosen.map((name): Pair => {
    const values = known.get(name) ?? []
    if (mostlyRight && values.length > 0 && random.below(6) > 0)
      return [name, escapeText(random.pick(values))]
    const odd = random.below(15) === 0 ? random.pick(['[]', '[a][b]', '.x', '%00', '[__proto__]']) : ''
    return [`${name}${odd}`, valueFor(random, known, name, 3_000)]
  })
  const extra = random.below(6) === 0 ? random.pick([1, 3, 400]) : 0
  const more = Array.from(
    { length: extra },
    (): Pair => [
      random.pick([...(HOSTILE_TEXTS.prototype ?? []), 'reference', 'pieces[]', 'a[b][c][d]', '']),
      hostileEncoded(random, 60),
    ],
  )
  return random.below(2) === 0 ? [...fields, ...more] : [...more, ...fields]
}

const TYPES = [
  FORM,
  'application/x-www-form-urlencoded; charset=utf-7',
  'application/x-www-form-urlencoded; charset="\xff"; charset=utf-16',
  'application/x-www-form-urlencoded;;;=;',
  'APPLICATION/X-WWW-FORM-URLENCODED;charset=ISO-8859-1',
  'application/x-www-form-urlencoded, text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="a b"; boundary=c',
  `multipart/form-data; boundary=${'b'.repeat(500)}`,
  'multipart/mixed; boundary=x',
  'text/plain',
  'text/xml',
  'application/json',
  'application/json; charset=utf-32',
  '__proto__',
  '/',
]
