import { expect, test } from 'vitest'
import { isSiren, isSiret } from './siret.js'

test.each([
  ['the DINUM', '13002526500013'],
  ['Fay-aux-Loges', '21450142100017'],
  ['the head office of La Poste', '35600000000048'],
  ['a post office, whose digits sum up to a multiple of five', '35600000049837'],
])('%s has a SIRET', (_, siret) => {
  expect(isSiret(siret)).toBe(true)
})

test.each([
  ['a wrong check digit', '13002526500014'],
  ['two digits that changed places', '31002526500013'],
  ['a post office that is none', '35600000049838'],
  ['a digit too few', '1300252650001'],
  ['spaces between its digits', '130 025 265 00013'],
  ['figures of another script', '１３００２５２６５０００１３'],
  ['a line after it', '13002526500013\n'],
  ['nothing', ''],
])('%s makes no SIRET', (_, text) => {
  expect(isSiret(text)).toBe(false)
})

test('a SIREN has its own check digit', () => {
  expect(['130025265', '214501421', '356000000'].map(isSiren)).toEqual([true, true, true])
  expect(['130025266', '13002526', '13002526500013', ' 130025265'].map(isSiren)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
