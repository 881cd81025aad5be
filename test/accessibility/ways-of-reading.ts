import type { Page } from 'playwright-core'
import { type Checks, faultsOf, faultsOfKeyboard } from './page-faults.js'

// https://www.w3.org/TR/WCAG22/#text-spacing; set through the CSSOM, which the security policy leaves to scripts.
const SPACED = `{
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]
}`

type Way = {
  how: string
  checks: Checks[]
  begin(page: Page): Promise<unknown>
  end?(page: Page): Promise<unknown>
}

// 320 pixels are also what is left of 1280 at 400 %; a sheet A4 between its margins is 718 pixels wide.
const WAYS: Way[] = [
  {
    how: 'in forced colours',
    checks: ['forcedColours'],
    begin: (page) => page.emulateMedia({ forcedColors: 'active' }),
    end: (page) => page.emulateMedia({ forcedColors: 'none' }),
  },
  {
    how: 'with spaced letters',
    checks: ['layout'],
    begin: (page) => page.evaluate(SPACED),
    end: (page) => page.evaluate('document.adoptedStyleSheets = []'),
  },
  {
    how: 'on paper',
    checks: ['print'],
    begin: async (page) => {
      await page.emulateMedia({ media: 'print' })
      await page.setViewportSize({ width: 718, height: 1015 })
    },
    end: (page) => page.emulateMedia({ media: 'screen' }),
  },
  {
    how: 'on a large screen',
    checks: ['layout', 'target'],
    begin: (page) => page.setViewportSize({ width: 1280, height: 800 }),
  },
  {
    how: 'with letters twice as large',
    checks: ['layout'],
    begin: (page) => page.evaluate("document.documentElement.style.fontSize = '200%'"),
    end: (page) => page.evaluate("document.documentElement.style.fontSize = ''"),
  },
]

/** What is wrong for who reads the page otherwise than on a screen as it comes: by keyboard, large, spaced, recoloured, printed. */
export async function faultsOfWays(page: Page): Promise<string[]> {
  const screen = page.viewportSize()
  const faults = await faultsOfKeyboard(page)
  for (const { how, checks, begin, end } of WAYS) {
    await begin(page)
    const found = await faultsOf(page, checks)
    faults.push(...found.map((fault) => `${how}, ${fault}`))
    await end?.(page)
  }
  if (screen) await page.setViewportSize(screen)
  return faults
}
