import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'

export type OpenPage = AsyncDisposable & { page: Page; context: BrowserContext; close(): Promise<void> }
export type OpenPageOptions = {
  javaScript?: boolean
  width?: number
  height?: number
  baseURL?: string
  ignoreHTTPSErrors?: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    browser: string
  }
}

const scriptless = new WeakSet<BrowserContext>()
let connection: Promise<Browser> | null = null

/** A page of a resident who was never here: nothing in its cookies nor its cache. */
export async function openPage(options: OpenPageOptions = {}): Promise<OpenPage> {
  const { javaScript = true, width = 1280, height = 800, ...rest } = options
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    ...rest,
    javaScriptEnabled: javaScript,
    viewport: { width, height },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  })
  if (!javaScript) scriptless.add(context)
  const close = () => context.close()
  return { page: await context.newPage(), context, close, [Symbol.asyncDispose]: close }
}

/** Whether the page was opened with JavaScript off. */
export function isScriptless(page: Page): boolean {
  return scriptless.has(page.context())
}

/** The Chromium of this run. */
export function sharedBrowser(): Promise<Browser> {
  connection ??= chromium.connect(inject('browser'))
  return connection
}

afterAll(async () => {
  const browser = await connection
  connection = null
  await browser?.close()
})
