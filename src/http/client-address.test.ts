import { expect, test } from 'vitest'
import { clientAddress, networkOf } from '#src/http/client-address.js'
import { factory } from '#src/http/factory.js'

const FORGED = '203.0.113.9'
const CLIENT = '198.51.100.7'
const PROXY = '192.0.2.1'

async function addressOf(trustProxy: string, headers: Record<string, string>): Promise<string> {
  const app = factory.createApp().get('/', (c) => c.text(clientAddress(c, trustProxy)))
  const incoming = { socket: { remoteAddress: PROXY, remotePort: 1, remoteFamily: 'IPv4' } }
  return (await app.request('/', { headers }, { incoming })).text()
}

test.each([
  ['none', { 'X-Forwarded-For': CLIENT, 'Fly-Client-IP': CLIENT }, PROXY],
  ['fly', { 'Fly-Client-IP': CLIENT, 'X-Forwarded-For': FORGED }, CLIENT],
  ['fly', {}, PROXY],
  ['1', { 'X-Forwarded-For': `${FORGED}, ${CLIENT}` }, CLIENT],
  ['2', { 'X-Forwarded-For': `${FORGED}, ${CLIENT}, 10.0.0.1` }, CLIENT],
  ['2', { 'X-Forwarded-For': CLIENT }, PROXY],
  ['1', { 'Fly-Client-IP': FORGED }, PROXY],
])('behind %s, of %j it is %s', async (trustProxy, headers, address) => {
  expect(await addressOf(trustProxy, headers)).toBe(address)
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:0::/56'],
  ['2001:db8:1:ff::9', '2001:db8:1:0::/56'],
  ['2001:0DB8:0001:00ff:ffff:ffff:ffff:ffff', '2001:db8:1:0::/56'],
  ['2001:db8:1:103::9', '2001:db8:1:100::/56'],
  ['2001:db8::1', '2001:db8:0:0::/56'],
  ['fe80::1%eth0', 'fe80:0:0:0::/56'],
  ['::1', '0:0:0:0::/56'],
  ['unknown', 'unknown'],
  ['', ''],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
