import { expect, test } from 'vitest'
import { factory } from '#src/http/factory.js'
import { warnOfProxy } from '#src/http/warn-of-proxy.js'
import { createLog } from '#src/log.js'

async function linesAfter(production: boolean, trustProxy: string, forwarded: string[]): Promise<string[]> {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const app = factory.createApp().use(warnOfProxy({ production, trustProxy }, log))
  app.get('/', (c) => c.text('here'))
  for (const address of ['', ...forwarded]) {
    const headers: Record<string, string> = address === '' ? {} : { 'X-Forwarded-For': address }
    expect(await (await app.request('/', { headers })).text()).toBe('here')
  }
  return lines
}

test('a proxy that nobody declared is said once, without an address', async () => {
  const lines = await linesAfter(true, 'none', ['192.0.2.1', '192.0.2.2'])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('TRUST_PROXY is none')
  expect(lines[0]).not.toContain('192.0.2')
})

test.each([
  ['without a proxy', true, 'none', []],
  ['with one that is declared', true, '1', ['192.0.2.1']],
  ['where nothing is in production', false, 'none', ['192.0.2.1']],
])('%s nothing is said', async (_, production, trustProxy, forwarded) => {
  expect(await linesAfter(production, trustProxy, forwarded)).toEqual([])
})
