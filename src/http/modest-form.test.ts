import { expect, test } from 'vitest'
import { isModest, isModestText } from '#src/http/modest-form.js'

const BOUNDARY = '----WebKitFormBoundaryAaBbCcDdEeFfGgHh'
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`
const MEGABYTES_24 = 24 * 1024 * 1024
const part = (head: string, content: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
const body = (...parts: string[]) => Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`)
const parts = (count: number) => body(part('name="a"', 'b').repeat(count))

test('a form of ours is modest, with files of whatever size and names of whatever letters', () => {
  expect(isModest(parts(40), TYPE)).toBe(true)
  const name = `${'é'.repeat(120)}.pdf`
  const file = part(`name="pieces"; filename="${name}"`, 'x'.repeat(5_000_000))
  expect(isModest(body(file, part('name="nom"', 'Durand')), TYPE)).toBe(true)
})

test.each([
  ['more than forty parts', parts(41)],
  ['as many as 24 MB hold', parts(MEGABYTES_24 / 100)],
  ['a text of 20 MB', body(part('name="nom"', 'a'.repeat(20_000_000)))],
  ['a name of 20 MB', body(part(`name="${'a'.repeat(20_000_000)}"`, 'b'))],
  ['a million lines in a head', body(part(`name="a"\r\n${'x: y\r\n'.repeat(1_000_000)}`, 'b'))],
])('%s is not', (_, given) => {
  expect(isModest(given, TYPE)).toBe(false)
  expect(isModest(given, `multipart/form-data; x="; boundary=y"; boundary="${BOUNDARY}"`)).toBe(false)
})

test('what is no form is for who reads forms', () => {
  for (const given of ['', '--', `--${BOUNDARY}`, `--${BOUNDARY}\r\nContent-Dispo`])
    expect(isModest(Buffer.from(given), TYPE)).toBe(true)
  for (const type of ['multipart/form-data', 'nothing', '']) expect(isModest(parts(41), type)).toBe(true)
})

test('all text together is counted, and names with it', () => {
  const form = (name: string, value: string | File) => {
    const made = new FormData()
    made.append(name, value)
    return made
  }
  expect(isModestText(form('motif', 'é'.repeat(32_000)))).toBe(true)
  expect(isModestText(form('motif', 'é'.repeat(33_000)))).toBe(false)
  expect(isModestText(form('a'.repeat(66_000), ''))).toBe(false)
  expect(isModestText(form('pieces', new File([new Uint8Array(5_000_000)], 'a.pdf')))).toBe(true)
  expect(isModestText(form('pieces', new File([], 'a'.repeat(66_000))))).toBe(false)
})
