import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { type Gallery, openGallery } from './gallery.js'
import type { GalleryPage } from './gallery-pages.js'

const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 320, height: 640 }
const AT_ONCE = 2

let gallery: Gallery

beforeAll(async () => {
  gallery = await openGallery(0)
})
afterAll(() => gallery.close())

describe('every page in every state', () => {
  it('has no fault that axe finds, needs no sideways scroll and breaks no rule of its own security policy', async () => {
    const titles = await visitAll(gallery.pages, inspect)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  }, 120_000)

  it('stays readable without the marks of the State: no Marianne, neither drawn nor loaded', async () => {
    await using visit = await openPage(NARROW)
    const requests: string[] = []
    visit.page.on('request', (request) => requests.push(request.url()))
    for (const path of ['/neutre/recherche/trouve', '/neutre/revue/complete', '/neutre/agent/liste']) {
      await inspect(visit.page, { path })
    }
    expect(requests.filter((url) => /Marianne|favicon|app\./.test(url))).toEqual([])
    expect(await visit.page.locator('.fr-logo').count()).toBe(0)
  })
})

describe('with the letters spaced as a reader may want them', () => {
  it('nothing is cut off nor pushed out of the page', async () => {
    await using visit = await openPage(NARROW)
    for (const path of [
      '/collectivite/au-long-nom',
      '/revue/complete',
      '/agent/fiche',
      '/recherche/trouve',
    ]) {
      await visit.page.goto(gallery.url + path)
      // WCAG 1.4.12; set through the CSSOM, which the security policy leaves to scripts.
      await visit.page.evaluate(`
        const sheet = new CSSStyleSheet()
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }')
        document.adoptedStyleSheets = [sheet]`)
      expect([path, await overflow(visit.page)]).toEqual([path, 0])
    }
  })
})

async function visitAll<Result>(
  pages: GalleryPage[],
  look: (page: Page, shown: GalleryPage) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(pages.length)
  const queue = [...pages.entries()]
  const walk = async () => {
    await using visit = await openPage(WIDE)
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, shown] = next
      results[index] = await look(visit.page, shown)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
  return results
}

async function inspect(page: Page, { path, wordsOnly }: Pick<GalleryPage, 'path' | 'wordsOnly'>) {
  const said: string[] = []
  const listen = (message: { text(): string }) => said.push(message.text())
  page.on('console', listen)
  await page.goto(gallery.url + path)
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size)
    expect([path, size.width, await overflow(page)]).toEqual([path, size.width, 0])
    if (!wordsOnly) await expectAccessible(page)
  }
  expect([path, await page.locator('h1').count()]).toEqual([path, 1])
  expect([path, said]).toEqual([path, []])
  page.off('console', listen)
  return page.title()
}

function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
