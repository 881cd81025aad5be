import type { BrowserContext } from 'playwright-core'

const ELSEWHERE = 'https://elsewhere.example/'

/** What was copied, as another page would be given it: ours may not read it. The context must be allowed to. */
export async function readClipboard(context: BrowserContext): Promise<string> {
  const page = await context.newPage()
  await page.route(ELSEWHERE, (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }))
  await page.goto(ELSEWHERE)
  await page.bringToFront()
  const text = await page.evaluate<string>('navigator.clipboard.readText()')
  await page.close()
  return text
}
