import type { Page } from 'playwright-core'

const STOPS_AT_MOST = 80
const SPACES = /\s+/g

/** Who has no mouse: she knows where she is by what is framed, and can only press keys. */
export type Keyboard = {
  /** Goes on by the tabulator to what has this name. */
  goTo(name: string | RegExp): Promise<void>
  /** Goes there and presses Enter. */
  open(name: string | RegExp): Promise<void>
  /** Goes there, presses Enter and waits for the page to which it leads. */
  follow(name: string | RegExp): Promise<void>
  /** Goes there and presses the space bar. */
  tick(name: string | RegExp): Promise<void>
  /** Goes there and types, in place of what stands there. */
  write(name: string | RegExp, text: string): Promise<void>
}

/** @returns the keys of this page; each step fails where the focus cannot be seen */
export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page

  async function goTo(name: string | RegExp): Promise<void> {
    const passed: string[] = []
    for (let stop = 0; stop < STOPS_AT_MOST; stop++) {
      await keyboard.press('Tab')
      const focused = await page.evaluate<Focused | null>(FOCUSED)
      if (!focused) continue
      const said = focused.name.replace(SPACES, ' ').trim()
      passed.push(said)
      if (typeof name === 'string' ? said !== name : !name.test(said)) continue
      if (!focused.seen) throw new Error(`Nothing shows that ${said} has the focus`)
      return
    }
    throw new Error(`The tabulator never came to ${name}, but to ${passed.join(' | ')}`)
  }

  return {
    goTo,
    async open(name) {
      await goTo(name)
      await keyboard.press('Enter')
    },
    async follow(name) {
      await goTo(name)
      const arrived = page.waitForEvent('load')
      await keyboard.press('Enter')
      await arrived
    },
    async tick(name) {
      await goTo(name)
      await keyboard.press('Space')
    },
    async write(name, text) {
      await goTo(name)
      await keyboard.press('Control+A')
      await keyboard.type(text)
    },
  }
}

type Focused = { name: string; seen: boolean }

// The DSFR frames the label of a box, which it draws in the place of the box.
const FOCUSED = `(() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const label = element.labels?.[0]
  const framed = [getComputedStyle(element), label && getComputedStyle(label, '::before')]
  return {
    name: label?.innerText || element.innerText || element.getAttribute('aria-label') || '',
    seen: framed.some((style) => style && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2),
  }
})()`
