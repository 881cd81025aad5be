import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Checks, faultsOf } from '../accessibility/page-faults.js'
import { faultsOfWays } from '../accessibility/ways-of-reading.js'
import { expectAccessible } from '../support/axe.js'
import { isScriptless, type OpenPageOptions, openPage } from '../support/browser.js'
import type { Gallery } from './gallery.js'

const AT_ONCE = 2
const ON_SCREEN: Checks[] = ['structure', 'content', 'form', 'layout', 'target']

/** Which of how many equal parts of the gallery, from 0. */
export type Part = { part: number; of: number }

/**
 * Every page, or every one of a part, on this screen: neither axe nor our own checks find a fault, and the page keeps its own policy.
 * @returns the titles of the pages
 */
export async function visitAll(
  { url, pages }: Gallery,
  screen: OpenPageOptions,
  { part, of }: Part = { part: 0, of: 1 },
): Promise<string[]> {
  const titles: string[] = []
  const queue = pages.filter((_page, index) => index % of === part)
  const walk = async () => {
    await using visit = await openPage(screen)
    for (let next = queue.shift(); next; next = queue.shift()) {
      titles.push(await inspect(visit.page, url + next.path))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
  return titles
}

/** @returns the title of the page */
export async function inspect(page: Page, address: string): Promise<string> {
  const said: string[] = []
  const listen = (message: { text(): string }) => said.push(message.text())
  page.on('console', listen)
  const response = await page.goto(address)
  const faults = await faultsOf(page, ON_SCREEN, await response?.text())
  await expectAccessible(page)
  const title = await page.title()
  if (!isScriptless(page)) faults.push(...(await faultsOfWays(page)))
  expect([address, faults]).toEqual([address, []])
  expect([address, said]).toEqual([address, []])
  page.off('console', listen)
  return title
}
