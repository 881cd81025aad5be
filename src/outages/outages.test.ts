import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ping } from '#src/external/api-particulier/ping.js'
import { createLog } from '#src/log.js'
import { createOutages } from '#src/outages/outages.js'

const lines: { event: string; errorCode?: string }[] = []
const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) })

beforeEach(() => {
  lines.length = 0
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => vi.useRealTimers())

function watchOver(ping: () => Promise<Ping>) {
  const apiParticulier = { ping, outage: () => null, answeredAt: () => null }
  const franceConnect = { isLost: () => false }
  return createOutages({ apiParticulier, franceConnect, log, now: () => new Date() })
}

test('both pings are read at once, then once a minute, until the end', async () => {
  const ping = vi.fn(async (): Promise<Ping> => ({ kind: 'ok' }))
  const outages = watchOver(ping)
  outages.watch()
  expect(ping).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(59_000)
  expect(ping).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(121_000)
  expect(ping).toHaveBeenCalledTimes(8)
  outages.close()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(ping).toHaveBeenCalledTimes(8)
})

test('a surprise is logged and leaves what was known', async () => {
  let answer = async (): Promise<Ping> => ({ kind: 'bad-gateway' })
  const outages = watchOver(() => answer())
  await outages.look()
  answer = () => Promise.reject(Object.assign(new Error('ours'), { code: 'SURPRISE' }))
  await outages.look()
  expect(outages.current()).toEqual({ quotientFamilial: { until: null }, franceConnect: { until: null } })
  expect(lines.map(({ event }) => event)).toEqual([
    'quotient familial down',
    'franceconnect down',
    'pings not read',
  ])
  expect(lines.at(-1)).toMatchObject({ errorCode: 'SURPRISE' })
})
