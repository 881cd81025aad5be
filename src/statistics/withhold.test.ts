import { expect, test } from 'vitest'
import { withhold } from './withhold.js'

type Figure = { name: string; count: number; certified: number }
const byName = (a: Figure, b: Figure) => a.name.localeCompare(b.name)
/** @param added what somebody sent without FranceConnect */
const shownOf = (counts: number[], added: number[] = []) => {
  const all = counts.map((certified, at) => ({
    name: String.fromCharCode(65 + at),
    count: certified + (added[at] ?? 0),
    certified,
  }))
  const { figures, rest } = withhold(all, byName)
  return { shown: figures.map(({ shown }) => shown), rest }
}

test.each([
  ['all reach 11: all are shown', [11, 40], { shown: [11, 40], rest: 0 }],
  ['one does not: another goes with it', [40, 3, 20], { shown: [null, null, 20], rest: 43 }],
  ['two do not, together they do', [40, 6, 5], { shown: [40, null, null], rest: 11 }],
  ['two do not, nor together', [40, 6, 4, 30], { shown: [null, null, null, 30], rest: 50 }],
  ['one that is nothing hides nobody', [0, 12], { shown: [null, 12], rest: 0 }],
  ['none reaches it, together they do', [10, 9], { shown: [null, null], rest: 19 }],
  [
    'as many as can be hidden in two: another goes with them',
    [15, 10, 10],
    { shown: [null, null, null], rest: 35 },
  ],
  [
    'as many as can be hidden in two, and no other: nothing is told',
    [10, 10],
    { shown: [null, null], rest: null },
  ],
  ['none reaches it: nothing is told', [4, 6], { shown: [null, null], rest: null }],
  ['the only one is too small', [10], { shown: [null], rest: null }],
  ['nothing', [], { shown: [], rest: 0 }],
])('%s', (_name, counts, expected) => {
  expect(shownOf(counts)).toEqual(expected)
})

test.each([
  ['one is pushed over 11: it stays withheld, and another with it', [3, 40], [8, 0], [null, null], 51],
  ['one that has 11 without them is shown with them', [11, 40], [5, 0], [16, 40], 0],
  [
    'together they are enough only with them: another goes with them',
    [4, 6, 30],
    [9, 9, 0],
    [null, null, null],
    58,
  ],
  ['of nobody who is certified, and no other: nothing is told', [0], [50], [null], null],
])('without FranceConnect %s', (_name, counts, added, shown, rest) => {
  expect(shownOf(counts, added)).toEqual({ shown, rest })
})

test.each([
  ['nothing was added', [0, 0, 0]],
  ['she added to one', [9, 0, 0]],
  ['she added to two', [20, 0, 7]],
])(
  'whoever knows the rule, the total, what is shown and what she added finds no figure under 11: %s',
  (_name, added) => {
    const AT_MOST = 40
    // By what is told: the values that each place may have.
    const possible = new Map<string, Set<number>[]>()
    for (const counts of everyThree(AT_MOST)) {
      const { shown, rest } = shownOf(counts, added)
      // With more than was tried withheld, values are missing that are possible.
      if ((rest ?? 0) > AT_MOST) continue
      const told = JSON.stringify([shown, rest])
      const values = possible.get(told) ?? counts.map(() => new Set())
      for (const [place, count] of counts.entries()) values[place]?.add(count)
      possible.set(told, values)
    }
    const found = [...possible].flatMap(([told, places]) =>
      places.flatMap((values) => {
        const [only = 0] = values
        // Nothing at all is of nobody.
        return values.size === 1 && only > 0 && only < 11 ? [`${told} tells ${only}`] : []
      }),
    )
    expect(found).toEqual([])
    expect(possible.size).toBeGreaterThan(1_000)
  },
)

function everyThree(atMost: number): number[][] {
  const range = Array.from({ length: atMost + 1 }, (_, at) => at)
  return range.flatMap((a) => range.flatMap((b) => range.map((c) => [a, b, c])))
}
