import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import type { AxeResults, Result, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { isScriptless, sharedBrowser } from './browser.js'

const require = createRequire(import.meta.url)
const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/** Fails, naming what stands where, when axe finds a fault in the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const violations = await (isScriptless(page) ? auditCopy(page) : audit(page))
  if (violations.length > 0) {
    throw new Error(`axe on ${page.url()}\n${violations.map(describeViolation).join('\n')}`)
  }
}

async function audit(page: Page): Promise<Result[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(SOURCE)
  const run = `axe.run(document, ${JSON.stringify(RULES)})`
  const { violations } = await page.evaluate<AxeResults>(run)
  return violations
}

// axe waits on timers, which do not run where JavaScript is off. So the same document is opened again where
// JavaScript works but the scripts of the page do not arrive.
async function auditCopy(page: Page): Promise<Result[]> {
  const html = (await contentOf(page)).replace(/<\/?noscript[^>]*>/g, '')
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    bypassCSP: true,
    viewport: page.viewportSize(),
    locale: 'fr-FR',
  })
  try {
    const copy = await context.newPage()
    await copy.route('**/*', (route) => {
      const request = route.request()
      if (request.isNavigationRequest())
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      return request.resourceType() === 'script' ? route.abort() : route.continue()
    })
    await copy.goto(page.url().startsWith('http') ? page.url() : 'http://page.invalid/')
    return await audit(copy)
  } finally {
    await context.close()
  }
}

// Right after a click the page that is left may be gone and the next one not there yet.
async function contentOf(page: Page): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const html = await page.content().catch(() => '')
    if (html.includes('<title')) return html
    await wait(100)
  }
  return page.content()
}

function describeViolation({ id, impact, help, helpUrl, nodes }: Result): string {
  const places = nodes.map(
    ({ html, failureSummary }) => `  ${html}\n    ${failureSummary?.replace(/\n/g, '\n    ')}`,
  )
  return [`${id} (${impact}): ${help}`, `  ${helpUrl}`, ...places].join('\n')
}
