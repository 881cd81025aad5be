const SMALLEST = 24
const PRESSED = 'a[href], button, input:not([type=hidden]), select, textarea, summary'

export const layoutChecks = {
  'the page is no wider than its window': () => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : []
  },

  'no text is cut off': () =>
    all('body *')
      .filter((element) => isSeen(element) && clips(element))
      .map(nameElement),

  'no text lies over another': () => {
    const lines = textNodes().flatMap((node) => linesOf(node).map((line) => ({ node, line })))
    const faults = new Set()
    lines.sort((one, other) => one.line.top - other.line.top)
    lines.forEach(({ node, line }, at) => {
      for (let next = at + 1; next < lines.length && lines[next].line.top < line.bottom; next++) {
        const other = lines[next]
        if (other.node === node || !overlaps(line, other.line)) continue
        faults.add(`« ${node.data.trim().slice(0, 40)} » and « ${other.node.data.trim().slice(0, 40)} »`)
      }
    })
    return [...faults]
  },
}

/** For a finger: https://www.w3.org/TR/WCAG22/#target-size-minimum */
export const targetChecks = {
  'what is pressed is 24 pixels large, or stands alone, or is part of a sentence': () => {
    const targets = new Map(
      all(PRESSED)
        .filter(isSeen)
        .map((target) => [target, boxesOf(target)]),
    )
    return [...targets]
      .filter(([target, boxes]) => isSmall(boxes) && !isInSentence(target) && !hasRoom(target, targets))
      .map(([target, [box]]) => `${nameElement(target)} ${Math.round(box.width)}×${Math.round(box.height)}`)
  },
}

/** On paper. */
export const printChecks = {
  'what can only be pressed is left out': () =>
    all('.fr-skiplinks, .fr-header__tools, footer, nav, button, .fr-btn').filter(isSeen).map(nameElement),
  'the page itself is there': () =>
    isSeen(document.querySelector('main h1')) && isSeen(document.querySelector('header'))
      ? []
      : ['no title or no header'],
  ...layoutChecks,
}

/** In the colours that a reader forces, in which grounds and shadows are gone. */
export const forcedColoursChecks = {
  'fields and buttons keep an edge': () =>
    all('button, .fr-btn, .fr-connect, input:not([type=hidden]), select, textarea')
      .filter(isSeen)
      .filter((element) => !hasEdge(element))
      .map(nameElement),
  'links keep their line': () =>
    all('main p a[href], main li a[href]')
      .filter((link) => isSeen(link) && !hasEdge(link) && getComputedStyle(link).backgroundImage === 'none')
      .map(nameElement),
  'marks keep an edge': () =>
    all('.fr-badge, .fr-alert')
      .filter(isSeen)
      .filter((element) => !hasEdge(element))
      .map(nameElement),
}

function clips(element) {
  const style = getComputedStyle(element)
  const cutsAcross = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
  const cutsDown = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1
  // The search button of the DSFR is a magnifier on small screens, its words are for who hears the page.
  if (!wordsOf(element) || element.closest('svg') || element.matches('.fr-search-bar .fr-btn')) return false
  return cutsAcross || cutsDown || style.textOverflow === 'ellipsis'
}

// A line is taller than its letters: they touch when half of it is shared.
function overlaps(one, other) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return across > 2 && down > Math.min(one.height, other.height) / 2
}

// What is pressed is also the label; the DSFR makes the field itself invisible.
function boxesOf(target) {
  return [target, ...(target.labels ?? [])].flatMap((element) => [...element.getClientRects()])
}

function isSmall(boxes) {
  return !boxes.some(({ width, height }) => width >= SMALLEST - 0.5 && height >= SMALLEST - 0.5)
}

function isInSentence(target) {
  const block = target.closest('p, li, dd, td, th, h1, h2, h3, h4, caption, legend, label')
  const alone = !block || wordsOf(block) === wordsOf(target)
  return getComputedStyle(target).display === 'inline' && !alone
}

// A circle of 24 pixels around its middle touches no other target.
function hasRoom(target, targets) {
  const [box] = targets.get(target).toSorted((one, other) => other.width - one.width)
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }
  return [...targets].every(
    ([other, boxes]) =>
      other === target || boxes.every((around) => distanceTo(middle, around) >= SMALLEST / 2),
  )
}

function distanceTo({ x, y }, { left, right, top, bottom }) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}

function hasEdge(element) {
  const own = getComputedStyle(element)
  // What the browser draws itself it also draws in these colours.
  if (element.matches('input, select, progress') && own.appearance !== 'none' && Number(own.opacity) > 0)
    return true
  if (/underline/.test(own.textDecorationLine)) return true
  return [own, getComputedStyle(element, '::before'), getComputedStyle(element, '::after')].some(
    (style, at) =>
      (at === 0 || style.content !== 'none') &&
      (isDrawn(style, 'outline') || SIDES.some((side) => isDrawn(style, side))),
  )
}

const SIDES = ['borderTop', 'borderBottom', 'borderLeft', 'borderRight']

function isDrawn(style, line) {
  return style[`${line}Style`] !== 'none' && Number.parseFloat(style[`${line}Width`]) > 0
}
