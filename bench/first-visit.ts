import { fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, type CDPSession, chromium } from 'playwright-core'
import { startChromium } from '../test/support/chromium-server.js'
import { FAY_AUX_LOGES } from '../test/support/named.js'
import { quantile, type Result, rounded } from './measure.js'
import { setStage } from './stage.js'

const ROUNDS = 5
const WIDTHS = [320, 1280]
const SLOW_CPU = 4
// 400 kbit/s in either direction.
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const KILOBYTE = 1_000
const page = `/collectivites/${FAY_AUX_LOGES}`

/**
 * The page of a collectivité in a browser that was never here: requests and bytes on the wire, headers and icon
 * included, and its largest paint on slow 3G with a processor of a quarter of this machine's. Beside it the text of the
 * same page, without style, fonts, scripts nor pictures.
 */
export async function benchFirstVisit(): Promise<Result[]> {
  const stage = await setStage({}, { web: false, worker: false })
  const service = fork(fileURLToPath(new URL('service-process.ts', import.meta.url)))
  const server = await startChromium()
  const browser = await chromium.connect(server.wsEndpoint())
  service.send({ environment: stage.environment, mailAuthority: stage.mailAuthority })
  await once(service, 'message')
  const plain = await servePlainly(await (await fetch(stage.url + page)).text())
  try {
    const subjects = WIDTHS.flatMap((width) => [
      { name: `page, ${width} px`, url: stage.url + page, width },
      { name: `its text alone, ${width} px`, url: plain.url, width },
    ])
    const visits = subjects.map(() => [] as Visit[])
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, { url, width }] of subjects.entries())
        visits[at]?.push(await visit(browser, url, width))
    return subjects.flatMap(({ name }, at) => resultsOf(name, visits[at] ?? []))
  } finally {
    plain.close()
    await browser.close()
    await server.close()
    service.disconnect()
    await stage.close()
  }
}

type Visit = { requests: number; bytes: number; paint: number }

/** Of a browser that has nothing: no cookie, no cache. */
async function visit(browser: Browser, url: string, width: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'fr-FR' })
  try {
    const tab = await context.newPage()
    const devtools = await context.newCDPSession(tab)
    const weight = await weigh(devtools)
    await devtools.send('Network.emulateNetworkConditions', SLOW_3G)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU })
    await tab.goto(url, { waitUntil: 'networkidle' })
    const paint = await tab.evaluate(LARGEST_PAINT)
    // A browser without a window loads no icon.
    if (url.includes(page)) {
      const loaded = once(weight.ends, 'loaded')
      await tab.evaluate(`new Image().src = document.querySelector('link[rel="icon"]').href`)
      await loaded
    }
    return { requests: weight.transfers.size, bytes: sumOf(weight.transfers), paint: Number(paint) }
  } finally {
    await context.close()
  }
}

const LARGEST_PAINT = `new Promise((resolve) =>
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true }))`

async function weigh(devtools: CDPSession) {
  const transfers = new Map<string, number>()
  const ends = new EventEmitter()
  devtools.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) transfers.set(`${requestId} before`, redirectResponse.encodedDataLength)
    if (!request.url.startsWith('data:')) transfers.set(requestId, 0)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!transfers.has(requestId)) return
    transfers.set(requestId, encodedDataLength)
    ends.emit('loaded')
  })
  await devtools.send('Network.enable')
  return { transfers, ends }
}

function sumOf(transfers: Map<string, number>): number {
  return [...transfers.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/** The same text, compressed, and nothing that it would have to ask for. */
async function servePlainly(html: string) {
  const text = html
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, '')
    .replace(/<(link|img)\b[^>]*>/g, '')
    .replace(/ style="[^"]*"/g, '')
  const bytes = gzipSync(text)
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }
  const server = createServer((_, response) => response.writeHead(200, headers).end(bytes))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function resultsOf(name: string, visits: Visit[]): Result[] {
  const of = (what: string, values: number[], unit: Result['unit']): Result => ({
    name: `${name}: ${what}`,
    median: rounded(quantile(values, 0.5)),
    p95: rounded(Math.max(...values)),
    unit,
    count: values.length,
  })
  return [
    of(
      'requests',
      visits.map(({ requests }) => requests),
      '',
    ),
    of(
      'on the wire',
      visits.map(({ bytes }) => bytes / KILOBYTE),
      'KB',
    ),
    of(
      'largest paint on slow 3G',
      visits.map(({ paint }) => paint),
      'ms',
    ),
  ]
}
