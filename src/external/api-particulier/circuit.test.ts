import { expect, test } from 'vitest'
import { type Asked, createCircuit } from '#src/external/api-particulier/circuit.js'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import { fixedClock } from '../../../test/support/clock.js'

const down: QuotientFamilialOutcome = { kind: 'unavailable', until: null }
const asked = (outcome: QuotientFamilialOutcome): Asked => ({
  outcome,
  isDown: outcome.kind === 'unavailable',
})
const answered: QuotientFamilialOutcome = { kind: 'no-value' }
const busy: QuotientFamilialOutcome = { kind: 'busy' }

function start() {
  const clock = fixedClock('2026-11-26T10:00:00Z')
  const circuit = createCircuit(clock)
  const learn = async (...outcomes: QuotientFamilialOutcome[]) => {
    for (const outcome of outcomes) await circuit.watch(async () => asked(outcome))
  }
  return { clock, circuit, learn }
}

test('opens at the fifth failure in a row, and not before', async () => {
  const { circuit, learn } = start()
  await learn(down, down, down, down, answered, down, down, busy, down, down)
  expect(circuit.refusal()).toBeNull()
  await learn(down)
  expect(circuit.refusal()).toEqual(down)
})

test('after thirty seconds one tries for all; her answer closes it, her failure holds it open', async () => {
  const { clock, circuit, learn } = start()
  await learn(down, down, down, down, down)
  clock.moveBy(29_000)
  expect(circuit.refusal()).toEqual(down)
  clock.moveBy(1_000)
  expect(circuit.refusal()).toBeNull()
  let answer = (_asked: Asked) => {}
  const trying = circuit.watch(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  expect(circuit.refusal()).toEqual(down)
  answer(asked(down))
  await trying
  expect(circuit.refusal()).toEqual(down)
  clock.moveBy(30_000)
  expect(circuit.refusal()).toBeNull()
  await learn(answered)
  expect(circuit.refusal()).toBeNull()
  await learn(down)
  expect(circuit.refusal()).toBeNull()
})

test('says until when a maintenance lasts, while that lies ahead', async () => {
  const { clock, circuit, learn } = start()
  const until = new Date(clock().getTime() + 20_000)
  const maintenance: QuotientFamilialOutcome = { kind: 'unavailable', until }
  await learn(maintenance, maintenance, maintenance, maintenance, maintenance)
  expect(circuit.refusal()).toEqual(maintenance)
  clock.moveBy(25_000)
  expect(circuit.refusal()).toEqual(down)
})

test('an exception while trying leaves it open, and another may try', async () => {
  const { clock, circuit, learn } = start()
  await learn(down, down, down, down, down)
  clock.moveBy(30_000)
  await expect(circuit.watch(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours')
  expect(circuit.refusal()).toBeNull()
})

test('one person’s odd answer, however often, is not a breakdown', async () => {
  const { circuit } = start()
  for (let times = 0; times < 9; times++) await circuit.watch(async () => ({ outcome: down, isDown: false }))
  expect(circuit.refusal()).toBeNull()
})
