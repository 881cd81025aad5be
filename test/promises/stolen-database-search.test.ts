import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestsOf, formsOf } from './stolen-database/forms.js'
import { createSearch } from './stolen-database/search.js'

const name = { what: 'a name', text: 'Élodie MARCHADIER' }
const number = { what: 'a number', text: '7654321', isNumber: true }
const search = createSearch([...formsOf(name), ...formsOf(number)])
const noise = (bytes = 10_000) => randomBytes(bytes)
const within = (...hidden: (string | Buffer)[]) =>
  Buffer.concat(hidden.flatMap((one) => [noise(), typeof one === 'string' ? Buffer.from(one) : one, noise()]))
const text = `{"nom":"${name.text}"}`

test.each<[string, string | Buffer]>([
  ['in clear', text],
  ['in capitals', text.toUpperCase()],
  ['in small letters', text.toLowerCase()],
  ['without accents', 'elodie marchadier'],
  ['with accents apart', text.normalize('NFD')],
  ['in Latin-1', Buffer.from(text, 'latin1')],
  ['in UTF-16', Buffer.from(text, 'utf16le')],
  ['in UTF-16, big end first', Buffer.from(text, 'utf16le').swap16()],
  ['as hexadecimal', Buffer.from(text).toString('hex')],
  ['as hexadecimal in capitals', Buffer.from(text).toString('hex').toUpperCase()],
  ['as base64', Buffer.from(text).toString('base64')],
  ['as base64, one letter later', Buffer.from(` ${text}`).toString('base64')],
  ['as base64, two letters later', Buffer.from(`  ${text}`).toString('base64')],
  ['as base64 for addresses', Buffer.from(`>>${text}`).toString('base64url')],
  ['percent-encoded', encodeURIComponent(text)],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(text))],
  ['as the field of a form', new URLSearchParams({ nom: name.text }).toString()],
  ['escaped for JSON', text.replace('É', '\\u00c9')],
  ['escaped for HTML', text.replace('É', '&#201;')],
  ['as sha256', createHash('sha256').update(name.text).digest('hex')],
  ['as sha256 of small letters without accents', createHash('sha256').update('elodie marchadier').digest()],
  ['as md5', createHash('md5').update(name.text.toUpperCase()).digest('base64')],
])('what stands %s is found among other bytes', (_, hidden) => {
  expect(search.inBytes('here', within(hidden))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^a name/)]),
  )
})

test('what is not there is not found', () => {
  expect(search.inBytes('here', within('Élodie MARCHADIE', 'elodie', noise(1_000_000)))).toEqual([])
})

test('a number is found as a number of its own alone', () => {
  expect(search.inBytes('here', within('"valeur":7654321,'))).toEqual(['a number in clear in here'])
  const inHexadecimal = `5b${Buffer.from(number.text).toString('hex')}5d`
  expect(search.inBytes('here', within(inHexadecimal))).toEqual(['a number in clear, as hexadecimal in here'])
  expect(search.inBytes('here', Buffer.from('a7654321, 7654321f, 17654321 and 0.7654321'))).toEqual([])
})

test('a digest is found where the words themselves are looked for otherwise', () => {
  const digested = createSearch(digestsOf({ what: 'a person', text: 'MARCHADIER|Élodie|1988-05-17' }))
  const digest = createHash('sha256').update('marchadier|elodie|1988-05-17').digest('hex')
  expect(digested.inBytes('here', within(digest))).toEqual(['a person as sha256, as hexadecimal in here'])
  expect(digested.inBytes('here', within('MARCHADIER|Élodie|1988-05-17'))).toEqual([])
})

test('a file is searched whole, where its pieces meet too, and so is a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collecte-qf-search-'))
  const piece = 16 * 1024 * 1024
  const bytes = Buffer.alloc(piece + 1000)
  bytes.write(name.text, piece - 8)
  writeFileSync(join(folder, 'long'), bytes)
  expect(search.inFolder(folder)).toEqual([`a name in clear in ${join(folder, 'long')}`])
  rmSync(folder, { recursive: true })
})
