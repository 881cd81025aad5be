import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type Pressure, watchPressure } from '#src/http/pressure.js'

let pressure: Pressure
afterEach(() => pressure.close())

/** Nothing else is done meanwhile. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

test('who begins is sent away while the process is late again and again, who is under way is not; and it passes', async () => {
  pressure = watchPressure(() => 0)
  await wait(50)
  expect(pressure.isTooHigh('beginning')).toBe(false)
  work(1_000)
  await wait(25)
  expect(pressure.isTooHigh('beginning')).toBe(false)
  for (let times = 0; times < 9; times++) {
    work(200)
    await wait(1)
  }
  expect([pressure.isTooHigh('beginning'), pressure.isTooHigh('underWay')]).toEqual([true, false])
  await expect.poll(() => pressure.isTooHigh('beginning')).toBe(false)
})

test.each([
  [60, false, false],
  [61, true, false],
  [401, true, true],
])('while %d wait for the database', (waiting, beginning, underWay) => {
  pressure = watchPressure(() => waiting)
  expect([pressure.isTooHigh('beginning'), pressure.isTooHigh('underWay')]).toEqual([beginning, underWay])
})
