import { describe, expect, test } from 'vitest'
import { lastPeriodEnd, nextPeriodEnd, type PeriodFrequency } from '#src/delivery/periods.js'

const PARIS = 'Europe/Paris'

test.each<[PeriodFrequency, string, string, string, string]>([
  ['jour', PARIS, '2026-11-26T05:59:59.999Z', '2026-11-25T06:00:00Z', '2026-11-26T06:00:00Z'],
  ['jour', PARIS, '2026-11-26T06:00:00Z', '2026-11-26T06:00:00Z', '2026-11-27T06:00:00Z'],
  ['jour', PARIS, '2027-03-27T12:00:00Z', '2027-03-27T06:00:00Z', '2027-03-28T05:00:00Z'],
  ['jour', PARIS, '2026-10-24T12:00:00Z', '2026-10-24T05:00:00Z', '2026-10-25T06:00:00Z'],
  ['semaine', PARIS, '2026-11-26T12:00:00Z', '2026-11-23T06:00:00Z', '2026-11-30T06:00:00Z'],
  ['semaine', PARIS, '2026-11-23T05:00:00Z', '2026-11-16T06:00:00Z', '2026-11-23T06:00:00Z'],
  ['semaine', PARIS, '2027-03-27T12:00:00Z', '2027-03-22T06:00:00Z', '2027-03-29T05:00:00Z'],
  ['mois', PARIS, '2027-02-28T23:59:00Z', '2027-02-01T06:00:00Z', '2027-03-01T06:00:00Z'],
  ['mois', PARIS, '2027-01-31T12:00:00Z', '2027-01-01T06:00:00Z', '2027-02-01T06:00:00Z'],
  ['mois', PARIS, '2026-12-01T05:30:00Z', '2026-11-01T06:00:00Z', '2026-12-01T06:00:00Z'],
  ['jour', 'Indian/Reunion', '2026-11-26T02:59:00Z', '2026-11-25T03:00:00Z', '2026-11-26T03:00:00Z'],
  ['jour', 'Pacific/Tahiti', '2026-11-26T16:59:00Z', '2026-11-25T17:00:00Z', '2026-11-26T17:00:00Z'],
  ['jour', 'Pacific/Noumea', '2026-11-26T20:00:00Z', '2026-11-26T20:00:00Z', '2026-11-27T20:00:00Z'],
  ['mois', 'Pacific/Wallis', '2027-02-28T19:00:00Z', '2027-02-28T19:00:00Z', '2027-03-31T19:00:00Z'],
  ['jour', 'America/Miquelon', '2027-03-14T09:30:00Z', '2027-03-14T09:00:00Z', '2027-03-15T09:00:00Z'],
])('%s in %s at %s: since %s, until %s', (frequency, timeZone, now, last, next) => {
  expect(lastPeriodEnd(frequency, new Date(now), timeZone)).toEqual(new Date(last))
  expect(nextPeriodEnd(frequency, new Date(now), timeZone)).toEqual(new Date(next))
})

describe.each(['Europe/Paris', 'America/Miquelon', 'Pacific/Wallis', 'America/Martinique'])(
  'a walk through two years by the hour, in %s',
  (timeZone) => {
    test.each<PeriodFrequency>(['jour', 'semaine', 'mois'])('%s: no gap and nothing twice', (frequency) => {
      const ends = new Set<number>()
      let now = new Date('2026-01-01T00:30:00Z')
      let next = nextPeriodEnd(frequency, now, timeZone)
      for (; now < new Date('2028-01-10T00:00:00Z'); now = new Date(now.getTime() + 3_600_000)) {
        const last = lastPeriodEnd(frequency, now, timeZone)
        ends.add(last.getTime())
        if (now >= next) {
          expect(last).toEqual(next)
          next = nextPeriodEnd(frequency, now, timeZone)
        }
        expect(next > now).toBe(true)
      }
      const all = [...ends].sort((a, b) => a - b)
      for (const [index, end] of all.slice(1, -1).entries())
        expect(nextPeriodEnd(frequency, new Date(end), timeZone).getTime()).toBe(all[index + 2])
    })
  },
)
