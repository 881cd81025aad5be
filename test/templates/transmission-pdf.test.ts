import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { renderTransmission } from '#templates/print/transmission.js'
import { openedOf } from '../support/opened.js'
import { readPdf } from '../support/read-pdf.js'
import { commune } from './fixtures.js'

const { identity } = openedOf()
const render = (familyName: string) =>
  renderTransmission(openedOf({ identity: { ...identity, familyName } }), commune, 'Opérateur de test')

test('says who, how much and of when, and whence it comes', async () => {
  const { text, pages } = readPdf(await render('D’ESSAI'))
  const said = ['D’ESSAI', 'Nadège Anne Lise', '742', 'novembre 2026', 'CAF', 'FranceConnect', commune.name]
  expect(said.filter((words) => !text.includes(words))).toEqual([])
  expect(pages).toBe(1)
})

test.each([
  'ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑŒÆ',
  'ʻOkina Tāvana Pōmare',
  'ẞ ß ş ğ ı İ ł đ ð þ',
  'L\'Haÿ & <Fils> "d’Arvor"',
])('has every letter of %s, and a reader of other authors opens it', async (name) => {
  const file = await render(name)
  expect(readPdf(file).text).toContain(name)
  expect((await PDFDocument.load(file)).getPageCount()).toBe(1)
})

test('a name of 255 letters goes over several lines and leaves nothing out', async () => {
  const { text } = readPdf(await render('MARTIN '.repeat(36).trim()))
  expect(text.match(/MARTIN/g)).toHaveLength(36)
})
