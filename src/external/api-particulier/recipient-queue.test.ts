import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRecipientQueue } from '#src/external/api-particulier/recipient-queue.js'

const PATIENT = 10_000

test('one at a time for a recipient, in order of arrival, and recipients do not wait for each other', async () => {
  const inLine = createRecipientQueue()
  const events: string[] = []
  const work = (name: string) => async () => {
    events.push(`${name} begins`)
    await wait(20)
    events.push(`${name} ends`)
  }
  await Promise.all([
    inLine('a', PATIENT, work('a1')),
    inLine('a', PATIENT, work('a2')),
    inLine('b', PATIENT, work('b1')),
    inLine('a', PATIENT, work('a3')),
  ])
  const ofA = events.filter((event) => event.startsWith('a'))
  expect(ofA).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends'])
  expect(events.indexOf('b1 begins')).toBeLessThan(events.indexOf('a1 ends'))
})

test('who runs out of patience leaves the line, and those behind keep their turn', async () => {
  const inLine = createRecipientQueue()
  const order: string[] = []
  const first = inLine('a', PATIENT, () => wait(80).then(() => order.push('first')))
  const impatient = inLine('a', 10, async () => order.push('impatient'))
  const last = inLine('a', PATIENT, async () => order.push('last'))
  expect(await impatient).toBeNull()
  await Promise.all([first, last])
  expect(order).toEqual(['first', 'last'])
})

test('when the last one left impatiently, who comes next still waits for the one who is asked', async () => {
  const inLine = createRecipientQueue()
  const order: string[] = []
  const first = inLine('a', PATIENT, () => wait(80).then(() => order.push('first')))
  await inLine('a', 10, async () => order.push('impatient'))
  await inLine('a', PATIENT, async () => order.push('next'))
  await first
  expect(order).toEqual(['first', 'next'])
})

test('without anybody before, even one without patience has her turn', async () => {
  expect(await createRecipientQueue()('a', -1, async () => 'asked')).toBe('asked')
})

test('a failure lets the next one in', async () => {
  const inLine = createRecipientQueue()
  const failing = inLine('a', PATIENT, () => Promise.reject(new Error('ours')))
  const next = inLine('a', PATIENT, async () => 'asked')
  await expect(failing).rejects.toThrow('ours')
  expect(await next).toBe('asked')
})
