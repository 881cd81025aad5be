import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { toStream } from '#src/agent/files/to-stream.js'

async function* slowLines(lines: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) {
    await wait(20)
    if (line instanceof Error) throw line
    yield Buffer.from(line)
  }
}

test('all lines arrive, and the end', async () => {
  const faults: unknown[] = []
  const stream = toStream(slowLines(['a', 'b']), (error) => faults.push(error))
  expect(await new Response(stream).text()).toBe('ab')
  expect(faults).toEqual([])
})

test('who goes away while a line is being made is no fault', async () => {
  const faults: unknown[] = []
  const reader = toStream(slowLines(['a', 'b', 'c']), (error) => faults.push(error)).getReader()
  await reader.read()
  // The next line is under way.
  await wait(5)
  await reader.cancel()
  await wait(50)
  expect(faults).toEqual([])
})

test('a fault in the middle is told, and breaks off', async () => {
  const faults: unknown[] = []
  const fault = new Error('No database')
  const stream = toStream(slowLines(['a', fault]), (error) => faults.push(error))
  await expect(new Response(stream).text()).rejects.toBe(fault)
  expect(faults).toEqual([fault])
})
