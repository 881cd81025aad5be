import { createHash } from 'node:crypto'

/** Something of a person: what it is, and how it is written. */
export type Marker = { what: string; text: string; isNumber?: boolean }
/**
 * One way in which a marker may stand in bytes, small letters for capitals. `isAlone`: with no digit beside it, for some
 * digits stand by chance in the hexadecimal digits of what is sealed.
 */
export type Needle = { marker: Marker; form: string; bytes: Buffer; isAlone: boolean }

/**
 * Every form in which a marker is looked for: in clear, in capitals and without accents, in UTF-16 and Latin-1, in
 * hexadecimal and base64, percent-encoded once and twice, escaped for JSON and HTML, and as the digest that whoever
 * guesses it would compute.
 */
export function formsOf(marker: Marker): Needle[] {
  const needles = spellings(marker.text).flatMap((text) => [
    ...inBytes(text),
    ...inLetters(text),
    ...digests(text),
  ])
  return needlesOf(marker, needles)
}

/** The digests of several facts of a person written one behind the other. */
export function digestsOf(marker: Marker): Needle[] {
  return needlesOf(marker, spellings(marker.text).flatMap(digests))
}

type Form = { form: string; bytes: Buffer }

function spellings(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '')
  const all = [text, plain].flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()])
  return [...new Set([...all, text.normalize('NFD')])]
}

function inBytes(text: string): Form[] {
  const encodings = {
    'in clear': Buffer.from(text),
    'in Latin-1': Buffer.from(text, 'latin1'),
    'in UTF-16': Buffer.from(text, 'utf16le'),
    'in UTF-16, big end first': Buffer.from(text, 'utf16le').swap16(),
  }
  return Object.entries(encodings).flatMap(([form, bytes]) => [
    { form, bytes },
    { form: `${form}, as hexadecimal`, bytes: Buffer.from(bytes.toString('hex')) },
    ...base64Of(bytes).map((inBase64) => ({ form: `${form}, as base64`, bytes: inBase64 })),
  ])
}

// In a longer text it begins at one of three places of a group of four letters; what touches its neighbours is cut off.
function base64Of(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
    const [from, until] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)]
    const letters = whole.toString('base64').slice(from, until)
    const forUrls = letters.replaceAll('+', '-').replaceAll('/', '_')
    return [...new Set([letters, forUrls])].filter((one) => one.length >= 8).map((one) => Buffer.from(one))
  })
}

function inLetters(text: string): Form[] {
  const encoded = encodeURIComponent(text)
  const escaped = [...text].map((letter) =>
    letter > '\x7f' ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter,
  )
  return [
    { form: 'percent-encoded', bytes: Buffer.from(encoded) },
    { form: 'percent-encoded twice', bytes: Buffer.from(encodeURIComponent(encoded)) },
    {
      form: 'as the field of a form',
      bytes: Buffer.from(new URLSearchParams({ x: text }).toString().slice(2)),
    },
    { form: 'escaped for JSON', bytes: Buffer.from(escaped.join('')) },
    {
      form: 'escaped for HTML',
      bytes: Buffer.from(text.replace(/[^\x20-\x7e]/gu, (one) => `&#${one.codePointAt(0)};`)),
    },
  ]
}

function digests(text: string): Form[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(text).digest()
    const form = `as ${algorithm}`
    return [
      { form, bytes: digest },
      { form: `${form}, as hexadecimal`, bytes: Buffer.from(digest.toString('hex')) },
      { form: `${form}, as base64`, bytes: Buffer.from(digest.toString('base64url').slice(0, 20)) },
      { form: `${form}, as base64`, bytes: Buffer.from(digest.toString('base64').slice(0, 20)) },
    ]
  })
}

// Each once, under the name of its first form.
function needlesOf(marker: Marker, forms: Form[]): Needle[] {
  const needles = forms.map(({ form, bytes }) => {
    const isAlone = marker.isNumber === true && bytes.equals(Buffer.from(marker.text))
    return { marker, form, bytes: lowered(bytes), isAlone }
  })
  return [
    ...new Map(needles.toReversed().map((needle) => [needle.bytes.toString('latin1'), needle])).values(),
  ]
}

/** Bytes with the small letters of ASCII in place of its capitals. */
function lowered(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)))
}
