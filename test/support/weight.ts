import type { BrowserContext, Page } from 'playwright-core'
import { openPage } from './browser.js'

export type Transfer = { url: string; bytes: number }
export type Weight = { requests: number; bytes: number; list: Transfer[] }

/** What a first visit costs over the wire, headers and icon included. */
export async function weighFirstVisit(
  url: string,
  options: { width?: number; javaScript?: boolean } = {},
): Promise<Weight> {
  await using visit = await openPage(options)
  const list = await record(visit.context, visit.page, url)
  // A browser without a window loads no icon.
  for (const icon of await iconsOf(visit.page)) {
    if (list.some((transfer) => transfer.url === icon)) continue
    list.push(...(await record(visit.context, await visit.context.newPage(), icon)))
  }
  return { requests: list.length, bytes: list.reduce((sum, { bytes }) => sum + bytes, 0), list }
}

async function record(context: BrowserContext, page: Page, url: string): Promise<Transfer[]> {
  const devtools = await context.newCDPSession(page)
  const seen = new Map<string, Transfer>()
  const list: Transfer[] = []
  devtools.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) list.push({ url: redirectResponse.url, bytes: redirectResponse.encodedDataLength })
    if (request.url.startsWith('data:')) return
    seen.set(requestId, { url: request.url, bytes: 0 })
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = seen.get(requestId)
    if (transfer) transfer.bytes = encodedDataLength
  })
  await devtools.send('Network.enable')
  await page.goto(url, { waitUntil: 'networkidle' })
  await devtools.detach()
  return [...list, ...seen.values()]
}

// The icon that Chromium would choose: a vector one, else the first, else the address that every browser tries.
async function iconsOf(page: Page): Promise<string[]> {
  const links = await page.locator('link[rel~="icon"]').evaluateAll((elements) =>
    elements.map((element) => ({
      href: element.getAttribute('href') ?? '',
      type: element.getAttribute('type') ?? '',
    })),
  )
  const chosen = links.find(({ type, href }) => type === 'image/svg+xml' || href.endsWith('.svg')) ?? links[0]
  const icon = new URL(chosen?.href ?? '/favicon.ico', page.url())
  return icon.protocol === 'data:' ? [] : [icon.href]
}
