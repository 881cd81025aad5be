// What the checks share. All files of this folder run in one scope of the page: names are unique over all of them.

/** How a fault names its place. */
export function nameElement(element) {
  const id = element.id ? `#${element.id}` : ''
  const classes = [...element.classList].map((name) => `.${name}`).join('')
  const words = wordsOf(element).slice(0, 60)
  return `<${element.localName}${id}${classes}>${words ? ` « ${words} »` : ''}`
}

export function wordsOf(element) {
  return element.textContent.replace(/\s+/g, ' ').trim()
}

export function all(selector, within = document) {
  return [...within.querySelectorAll(selector)]
}

/** Whether it is there for a reader or for who hears the page. */
export function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true })
}

/** Whether eyes find it: what is only there to be heard, or for robots, stands in one pixel. */
export function isSeen(element) {
  return isShown(element) && !isInOnePixel(element)
}

const inOnePixel = new Map()
function isInOnePixel(element) {
  if (element === document.documentElement) return false
  if (!inOnePixel.has(element)) {
    const { width, height } = element.getBoundingClientRect()
    const isTiny = width <= 1 || height <= 1
    inOnePixel.set(element, isTiny || (element.parentElement !== null && isInOnePixel(element.parentElement)))
  }
  return inOnePixel.get(element)
}

/** The name by which assistive technologies know it, as far as our pages need. */
export function accessibleName(element) {
  const labelled = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
  const candidates = [
    labelled.map((id) => wordsOf(document.getElementById(id) ?? document.createElement('i'))).join(' '),
    element.getAttribute('aria-label'),
    element.labels?.length ? [...element.labels].map(wordsOf).join(' ') : '',
    /^(input|select|textarea)$/.test(element.localName) ? '' : wordsOf(element),
    element.getAttribute('alt'),
    element.getAttribute('title'),
  ]
  return candidates.find((candidate) => candidate?.trim())?.trim() ?? ''
}

/** Fields that a person fills in; one that only robots meet is none. */
export function fields(within = document) {
  return all('input:not([type=hidden], [type=submit], [type=button]), select, textarea', within).filter(
    (field) => !field.closest('[aria-hidden=true]'),
  )
}

/** Every text that is read, by its own node. */
export function textNodes(within = document.body) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) {
    const { currentNode } = walker
    const parent = currentNode.parentElement
    if (currentNode.data.trim() && isSeen(parent) && !parent.closest('script, style, option, textarea'))
      nodes.push(currentNode)
  }
  return nodes
}

/** Where a text stands, line by line. */
export function linesOf(node) {
  const range = document.createRange()
  range.selectNodeContents(node)
  return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
}
