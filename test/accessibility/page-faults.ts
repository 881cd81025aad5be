import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const FOLDER = fileURLToPath(new URL('./checks/', import.meta.url))
const SOURCE = readdirSync(FOLDER)
  .sort((one, other) => Number(other === 'page.js') - Number(one === 'page.js'))
  .map((name) => readFileSync(FOLDER + name, 'utf8').replace(/^export /gm, ''))
  .join('\n')

/** Sets of checks, each on the page as it is then. */
export type Checks = 'structure' | 'content' | 'form' | 'layout' | 'target' | 'print' | 'forcedColours'

/**
 * What these checks find in the page as it is now, each fault as `rule: place`.
 * @param source the document as it came over the wire, for the check of its tags
 */
export function faultsOf(page: Page, checks: Checks[], source?: string): Promise<string[]> {
  return inPage(
    page,
    `[${checks.map((name) => `${name}Checks`).join()}].flatMap((set) =>
      Object.entries(set).flatMap(([rule, check]) => check(${JSON.stringify(source ?? null)}).map((fault) => rule + ': ' + fault)))`,
  )
}

/** What the tabulator finds on its way through the page. */
export async function faultsOfKeyboard(page: Page): Promise<string[]> {
  const stops = await inPage<number>(page, 'watchFocus()')
  for (let stop = 0; stop < stops; stop++) await page.keyboard.press('Tab')
  return inPage(page, 'focusFaults()')
}

/** The rules of a set, in the order in which they are checked. */
export function rulesOf(page: Page, checks: Checks): Promise<string[]> {
  return inPage(page, `Object.keys(${checks}Checks)`)
}

function inPage<Answer>(page: Page, expression: string): Promise<Answer> {
  return page.evaluate(`(() => { ${SOURCE}; return ${expression} })()`)
}
