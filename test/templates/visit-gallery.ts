import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { type OpenPageOptions, openPage } from '../support/browser.js'
import type { Gallery } from './gallery.js'

const AT_ONCE = 2

/** Which of how many equal parts of the gallery, from 0. */
export type Part = { part: number; of: number }

/**
 * Every page, or every one of a part, on this screen: axe finds nothing, nothing is wider than the screen, the page keeps its own policy.
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
  await page.goto(address)
  expect([address, await overflow(page)]).toEqual([address, 0])
  expect([address, await page.locator('h1').count()]).toEqual([address, 1])
  await expectAccessible(page)
  expect([address, said]).toEqual([address, []])
  page.off('console', listen)
  return page.title()
}

/** By how many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
