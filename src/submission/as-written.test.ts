import { describe, expect, test } from 'vitest'
import { readBirthdate, readMonth, readQuotientFamilial } from '#src/submission/as-written.js'

const TODAY = '2026-11-27'

describe('a quotient familial as a fund prints it', () => {
  test.each([
    ['742', 742],
    ['0', 0],
    ['612 €', 612],
    ['612€', 612],
    ['612 euros', 612],
    ['612,35', 612],
    ['612.35', 612],
    ['612,99 €', 612],
    ['1 180', 1180],
    ['1180,5 €', 1180],
    ['99 999', 99_999],
  ])('%s', (text, value) => expect(readQuotientFamilial(text)).toBe(value))

  test.each(['', '€', '-12', '1.180', '612,405', '1 18', '100 000', '612 $', 'six cents', '6,1,2', '612,'])(
    '%s is refused',
    (text) => expect(readQuotientFamilial(text)).toBeNull(),
  )
})

describe('a month as a fund prints it', () => {
  test.each([
    ['11/2026', 2026, 11],
    ['11/26', 2026, 11],
    ['11 - 2026', 2026, 11],
    ['novembre 2026', 2026, 11],
    ['Novembre 2026', 2026, 11],
    ['nov. 2026', 2026, 11],
    ['AOÛT 2026', 2026, 8],
    ['févr. 26', 2026, 2],
    ['déc. 2025', 2025, 12],
    ['juil. 2026', 2026, 7],
  ])('%s', (text, year, month) => expect(readMonth(text, TODAY)).toEqual({ year, month }))

  test.each(['', '13/2026', '0/2026', '12/2026', 'déc. 2026', 'jui 2026', 'ma 2026', 'brumaire 2026', '11'])(
    '%s is refused',
    (text) => expect(readMonth(text, TODAY)).toBeNull(),
  )
})

describe('a date of birth as people write it', () => {
  test.each([
    ['09/04/1988', '1988-04-09'],
    ['9/4/88', '1988-04-09'],
    ['9.4.1988', '1988-04-09'],
    ['09 04 1988', '1988-04-09'],
    ['9 avril 1988', '1988-04-09'],
    ['1er avril 1988', '1988-04-01'],
    ['9 août 88', '1988-08-09'],
    ['9 / 4 / 1988', '1988-04-09'],
    ['31/12/27', '1927-12-31'],
    ['01/02/05', '2005-02-01'],
    ['27/11/26', '2026-11-27'],
  ])('%s', (text, iso) => expect(readBirthdate(text, TODAY)).toBe(iso))

  test.each(['', '31/02/1988', '28/11/26', '9/4/888', '9 avri1 1988', '9 jui 1988', '1899', '01/01/1899'])(
    '%s is refused',
    (text) => expect(readBirthdate(text, TODAY)).toBeNull(),
  )
})
