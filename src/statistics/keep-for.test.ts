import { setImmediate as soon } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fixedClock } from '../../test/support/clock.js'
import { keepFor } from './keep-for.js'

const clock = fixedClock('2026-11-26T10:00:00Z')
let readings = 0
const read = async () => ++readings

test('what is fresh is not read again, and many who ask at once are answered by one reading', async () => {
  const keep = keepFor<number>({ freshFor: 1_000 }, clock)
  const first = readings + 1
  expect(await Promise.all([keep('a', read), keep('a', read)])).toEqual([first, first])
  clock.moveBy(999)
  expect(await keep('a', read)).toBe(first)
  clock.moveBy(1)
  expect(await keep('a', read)).toBe(first + 1)
  expect(await keep('b', read)).toBe(first + 2)
})

test('what is stale is answered at once and read anew, once, for who comes later', async () => {
  const keep = keepFor<number>({ freshFor: 1_000, staleFor: 5_000 }, clock)
  const first = await keep('a', read)
  clock.moveBy(4_000)
  expect(await Promise.all([keep('a', read), keep('a', read)])).toEqual([first, first])
  await soon()
  expect(await keep('a', read)).toBe(first + 1)
  clock.moveBy(5_000)
  expect(await keep('a', read)).toBe(first + 2)
})

test('what could not be read is not kept; what is stale outlives a failure', async () => {
  const keep = keepFor<number>({ freshFor: 1_000, staleFor: 5_000 }, clock)
  const fail = () => Promise.reject(new Error('away'))
  await expect(keep('a', fail)).rejects.toThrow('away')
  const first = await keep('a', read)
  clock.moveBy(2_000)
  expect(await keep('a', fail)).toBe(first)
  await soon()
  expect(await keep('a', read)).toBe(first)
  await soon()
  expect(await keep('a', read)).toBe(first + 1)
})
