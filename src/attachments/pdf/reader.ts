import { Refusal } from '#src/attachments/pdf/refusal.js'
import type { PdfDictionary, PdfValue } from '#src/attachments/pdf/values.js'

const DEEPEST = 64
const SPACE = /[\0\t\n\f\r ]+|%[^\r\n]*/y
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>[\]{}/%])/y
const REFERENCE = /(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y
const WORD = /(true|false|null)(?![^\0\t\n\f\r ()<>[\]{}/%])/y
const HEXADECIMAL = /<([0-9A-Fa-f\0\t\n\f\r ]*)>/y
const PARENTHESES = /[()\\]/g

/** How many values may still be read, over a whole file. */
export type Allowance = { values: number }

/** Reads values of a PDF, one byte a character. What it does not understand is `damaged`, never skipped. */
export class Reader {
  position: number
  readonly text: string
  readonly #allowance: Allowance

  constructor(text: string, position: number, allowance: Allowance) {
    this.text = text
    this.position = position
    this.#allowance = allowance
  }

  /** What `pattern` (sticky) matches here, passing over it; null where it does not. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position
    const match = pattern.exec(this.text)
    if (match) this.position = pattern.lastIndex
    return match
  }

  /** Passes over white space and comments; says whether something follows. */
  skipSpace(): boolean {
    while (this.take(SPACE));
    return this.position < this.text.length
  }

  readValue(depth = 0): PdfValue {
    if (--this.#allowance.values < 0 || depth > DEEPEST) throw new Refusal('too-complex')
    this.skipSpace()
    const name = this.take(NAME)
    if (name) return { is: 'name', name: unescapeName(name[1] ?? '') }
    const reference = this.take(REFERENCE)
    if (reference) return { is: 'reference', to: Number(reference[1]) }
    const number = this.take(NUMBER)
    if (number) return { is: 'number', value: Number(number[0]) }
    if (this.text.startsWith('<<', this.position)) return this.#readDictionary(depth)
    const hexadecimal = this.take(HEXADECIMAL)
    if (hexadecimal) return { is: 'text', text: fromHexadecimal(hexadecimal[1] ?? '') }
    if (this.text[this.position] === '[') return this.#readList(depth)
    if (this.text[this.position] === '(') return { is: 'text', text: this.#readLiteral() }
    const word = this.take(WORD)?.[1]
    if (word === 'true' || word === 'false' || word === 'null') return { is: 'word', word }
    throw new Refusal('damaged')
  }

  #readDictionary(depth: number): PdfDictionary {
    const entries: PdfDictionary['entries'] = []
    this.position += 2
    while (!this.#takeEnd('>>')) {
      const key = this.take(NAME)
      if (!key) throw new Refusal('damaged')
      entries.push([unescapeName(key[1] ?? ''), this.readValue(depth + 1)])
    }
    return { is: 'dictionary', entries }
  }

  #readList(depth: number): PdfValue {
    const items: PdfValue[] = []
    this.position += 1
    while (!this.#takeEnd(']')) items.push(this.readValue(depth + 1))
    return { is: 'list', items }
  }

  #takeEnd(mark: string): boolean {
    this.skipSpace()
    const isHere = this.text.startsWith(mark, this.position)
    if (isHere) this.position += mark.length
    return isHere
  }

  // Parentheses in pairs belong to the text, unless a backslash stands before them.
  #readLiteral(): string {
    const start = this.position + 1
    PARENTHESES.lastIndex = this.position
    let open = 0
    for (let found = PARENTHESES.exec(this.text); found; found = PARENTHESES.exec(this.text)) {
      if (found[0] === '\\') PARENTHESES.lastIndex += 1
      else open += found[0] === '(' ? 1 : -1
      if (open === 0) {
        this.position = PARENTHESES.lastIndex
        return unescapeLiteral(this.text.slice(start, this.position - 1))
      }
    }
    throw new Refusal('damaged')
  }
}

/** `/Java#53cript` is `/JavaScript`. */
export function unescapeName(name: string): string {
  return name.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}

function fromHexadecimal(digits: string): string {
  const clean = digits.replace(/[^0-9A-Fa-f]/g, '')
  return Buffer.from(clean.padEnd(clean.length + (clean.length % 2), '0'), 'hex').toString('latin1')
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescapeLiteral(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal?: string, other?: string) => {
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
    return /[\r\n]/.test(other ?? '') ? '' : (ESCAPED[other ?? ''] ?? other ?? '')
  })
}
