import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from './axe.js'
import { openPage } from './browser.js'
import { weighFirstVisit } from './weight.js'

const csp = "default-src 'self'"
const pages: Record<string, string> = {
  '/good': '<h1>Bonjour</h1><noscript><p>Sans script</p></noscript>',
  '/faulty': '<h1>Bonjour</h1><img src="/logo.png">',
  '/faulty-without-script': '<h1>Bonjour</h1><noscript><img src="/logo.png"></noscript>',
}
let server: Server
let base: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url ?? '']
    const html = `<!doctype html><html lang="fr"><title>Page</title><link rel="icon" href="/icon.svg"><main>${body}</main>`
    if (body)
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': csp }).end(html)
    else if (request.url === '/icon.svg')
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

test.each([true, false])(
  'axe passes a good page and names a planted fault, JavaScript: %s',
  async (javaScript) => {
    await using visit = await openPage({ javaScript, baseURL: base })
    await visit.page.goto('/good')
    await expectAccessible(visit.page)
    expect(await visit.page.locator('p').count()).toBe(javaScript ? 0 : 1)
    await visit.page.goto('/faulty')
    await expect(expectAccessible(visit.page)).rejects.toThrow(/image-alt(.|\n)*logo\.png/)
  },
)

test('what only a visitor without JavaScript sees is audited too', async () => {
  await using visit = await openPage({ javaScript: false, baseURL: base })
  await visit.page.goto('/faulty-without-script')
  await expect(expectAccessible(visit.page)).rejects.toThrow(/image-alt/)
})

test('the viewport is the one asked for', async () => {
  await using visit = await openPage({ width: 320, height: 500 })
  expect(await visit.page.evaluate('[innerWidth, innerHeight]')).toEqual([320, 500])
})

test('a first visit weighs the page, what it loads and its icon, with their headers', async () => {
  const weight = await weighFirstVisit(`${base}/faulty`)
  expect(weight.list.map(({ url }) => url.slice(base.length))).toEqual(['/faulty', '/logo.png', '/icon.svg'])
  expect(weight.requests).toBe(3)
  expect(weight.bytes).toBe(weight.list.reduce((sum, { bytes }) => sum + bytes, 0))
  for (const { bytes } of weight.list) expect(bytes).toBeGreaterThan(100)
})
