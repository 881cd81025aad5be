const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'

/** What the tabulator should come to, in the order of the page. */
export function tabStops() {
  const groups = new Set()
  return all(STOPS).filter((element) => {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true }))
      return false
    if (element.type !== 'radio') return true
    // A group of choices is one stop: the chosen one, or the first.
    const group = all(`input[type=radio][name="${CSS.escape(element.name)}"]`).filter(
      ({ form }) => form === element.form,
    )
    const stop = group.find(({ checked }) => checked) ?? group[0]
    if (groups.has(stop) || element !== stop) return false
    groups.add(stop)
    return true
  })
}

/**
 * Notes each stop as the keyboard comes to it, and how it shows.
 * @returns how often the tabulator must be pressed
 */
export function watchFocus() {
  const seen = []
  globalThis.stopsSeen = seen
  document.addEventListener('focusin', ({ target }) => {
    seen.push({
      target,
      shows: showsFocus(target),
      inView: isInView(target),
      top: target.getBoundingClientRect().top + scrollY,
    })
  })
  // A field for a date holds four stops of its own: day, month, year, calendar.
  const stops = stopsOnTheWay()
  return stops.length + 3 * stops.filter(({ type }) => type === 'date').length
}

/** What was wrong on the way, once the tabulator has come through the page. */
export function focusFaults() {
  const seen = globalThis.stopsSeen
  const expected = stopsOnTheWay()
  const at = expected.findIndex((stop, place) => seen[place]?.target !== stop)
  const lost =
    at === -1
      ? []
      : [
          `stop ${at + 1} is ${seen[at] ? nameElement(seen[at].target) : 'nothing'} instead of ${nameElement(expected[at])}`,
        ]
  const own = seen.slice(0, expected.length)
  const inMain = own.filter(({ target }) => target.closest('main'))
  return [
    ...lost,
    ...own
      .filter(({ shows }) => !shows)
      .map(({ target }) => `the focus is not seen on ${nameElement(target)}`),
    ...own
      .filter(({ inView }) => !inView)
      .map(({ target }) => `out of sight when focused: ${nameElement(target)}`),
    ...inMain
      .filter(({ top }, place) => place > 0 && top < inMain[place - 1].top - 40)
      .map(({ target }) => `the focus goes up to ${nameElement(target)}`),
  ]
}

// The footer is the same on every page: its first stop shows that the way out is open.
function stopsOnTheWay() {
  const stops = tabStops()
  const footer = stops.findIndex((stop) => stop.closest('footer'))
  return footer === -1 ? stops : stops.slice(0, footer + 1)
}

function showsFocus(target) {
  const places = [[target], [target, '::before'], [target, '::after']]
  for (const label of target.labels ?? []) places.push([label], [label, '::before'], [label, '::after'])
  return places.some(([element, pseudo]) => {
    const style = getComputedStyle(element, pseudo)
    if (pseudo && style.content === 'none') return false
    return (
      style.outlineStyle !== 'none' &&
      Number.parseFloat(style.outlineWidth) >= 2 &&
      contrastOf(style.outlineColor, groundOf(target)) >= 3
    )
  })
}

function isInView(target) {
  const { top, bottom, left, right } = (target.labels?.[0] ?? target).getBoundingClientRect()
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
}

// The outline of the DSFR stands two pixels outside, on the ground of what is around.
function groundOf(element) {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const { backgroundColor } = getComputedStyle(around)
    const [, , , opacity = 1] = numbersOf(backgroundColor)
    if (opacity > 0) return backgroundColor
  }
  return 'rgb(255, 255, 255)'
}

function contrastOf(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour) {
  const [red, green, blue] = numbersOf(colour).map((value) => {
    const share = value / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function numbersOf(colour) {
  return (colour.match(/[\d.]+/g) ?? []).map(Number)
}
