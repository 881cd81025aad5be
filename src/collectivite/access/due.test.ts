import { expect, test } from 'vitest'
import { accessDueAt, reminderFor } from '#src/collectivite/access/due.js'

test.each([
  ['2026-01-15T10:00:00Z', '2027-07-15T10:00:00.000Z'],
  ['2026-08-31T10:00:00Z', '2028-02-29T10:00:00.000Z'],
  ['2025-08-31T10:00:00Z', '2027-02-28T10:00:00.000Z'],
])('18 months after %s it is %s', (from, due) => {
  expect(accessDueAt({ accessConfirmedAt: new Date(from) }, null)?.toISOString()).toBe(due)
})

test('before the first confirmation the first gestionnaire counts, and without her nothing is due', () => {
  expect(accessDueAt({ accessConfirmedAt: null }, new Date('2026-01-15T00:00:00Z'))?.getUTCFullYear()).toBe(
    2027,
  )
  expect(accessDueAt({ accessConfirmedAt: null }, null)).toBeNull()
})

test.each([
  ['2027-06-15T09:59:00Z', null],
  ['2027-06-15T10:00:00Z', 30],
  ['2027-07-08T09:59:00Z', 30],
  ['2027-07-08T10:00:00Z', 7],
  ['2027-07-15T09:59:00Z', 7],
  ['2027-07-15T10:00:00Z', 0],
  ['2029-01-01T00:00:00Z', 0],
])('on %s the reminder is %s', (now, days) => {
  expect(reminderFor(new Date('2027-07-15T10:00:00Z'), new Date(now))).toBe(days)
})
