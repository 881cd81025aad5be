const SERVICE = ' — Mon quotient familial'
const PHRASING_ONLY =
  'p, h1, h2, h3, h4, h5, h6, span, strong, em, label, button, summary, legend, dt > *, time, code'
const BLOCKS =
  'div, p, ul, ol, dl, table, form, fieldset, section, article, aside, nav, header, footer, main, search, details, pre, h1, h2, h3, h4, h5, h6'
const INTERACTIVE = 'a[href], button, input, select, textarea, summary'

export const structureChecks = {
  'a title of its own, then the service': () =>
    document.title.endsWith(SERVICE) && document.title.length > SERVICE.length + 2 ? [] : [document.title],

  'French is said to be the language, and any other is named': () => [
    ...(document.documentElement.lang === 'fr' ? [] : [`lang=« ${document.documentElement.lang} »`]),
    ...all('[lang]')
      .filter(({ lang }) => !/^[a-z]{2,3}(-[A-Z]{2})?$/.test(lang))
      .map(nameElement),
  ],

  'one main title, in the main part': () => {
    const titles = all('h1').filter(isShown)
    return titles.length === 1 && titles[0].closest('main')
      ? []
      : titles.map(nameElement).concat(`${titles.length} h1`)
  },

  'titles go down one level at a time': () => {
    const titles = all('h1, h2, h3, h4, h5, h6').filter(isShown)
    return titles
      .filter((title, at) => level(title) > (at === 0 ? 1 : level(titles[at - 1]) + 1))
      .map(nameElement)
  },

  'one header, one main part, one footer, and navigations with names of their own': () => {
    const faults = ['body > header', 'main', 'body > footer']
      .filter((selector) => all(selector).length !== 1)
      .map((selector) => `${all(selector).length} ${selector}`)
    const names = all('nav').filter(isShown).map(accessibleNavigation)
    const twice = names.filter((name, at) => !name || names.indexOf(name) !== at)
    return [...faults, ...twice.map((name) => `nav « ${name} »`)]
  },

  'the first links skip to parts that are there': () => {
    const links = all('.fr-skiplinks a')
    const first = all(INTERACTIVE)[0]
    return [
      ...(links.length >= 2 && links[0] === first ? [] : ['no skip links first']),
      ...links.filter(({ hash }) => !document.getElementById(hash.slice(1))).map(nameElement),
    ]
  },

  'an id names one thing, and what is referred to is there': () => {
    const ids = all('[id]').map(({ id }) => id)
    const twice = ids.filter((id, at) => !id || /\s/.test(id) || ids.indexOf(id) !== at)
    const lost = all(
      '[for], [aria-describedby], [aria-labelledby], [aria-controls], [headers], [form]',
    ).flatMap((element) =>
      ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'headers', 'form']
        .flatMap((name) => (element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean))
        .filter((id) => !document.getElementById(id))
        .map((id) => `${nameElement(element)} → ${id}`),
    )
    const anchors = all('a[href^="#"]')
      .filter(
        (link) =>
          link.getAttribute('href').length > 1 &&
          !document.getElementById(decodeURIComponent(link.hash.slice(1))),
      )
      .map(nameElement)
    return [...twice, ...lost, ...anchors]
  },

  'nothing is empty that ought to speak': () =>
    all('p, li, h1, h2, h3, h4, h5, h6, a, button, label, legend, caption, th, dt, dd, summary, ul, ol, dl')
      .filter(
        (element) =>
          !wordsOf(element) && !element.querySelector('img, svg, input, select, textarea, progress'),
      )
      // What announces is empty until there is something to say.
      .filter((element) => !element.matches('[role=status], [aria-live]'))
      .map(nameElement),

  'elements stand where HTML lets them': () => [
    ...all(PHRASING_ONLY)
      .flatMap((element) => all(BLOCKS, element).filter((inner) => !isHeadingOfLegend(element, inner)))
      .map(nameElement),
    ...all('a[href], button, summary, label')
      .flatMap((element) =>
        all(INTERACTIVE, element).filter(
          (inner) => element.localName !== 'label' || inner.matches('a, button'),
        ),
      )
      .map(nameElement),
    ...misplaced('ul > *, ol > *', 'li, script, template'),
    ...misplaced('li', 'ul > *, ol > *'),
    ...misplaced('dl > *', 'dt, dd, div'),
    ...misplaced('dl > div > *', 'dt, dd'),
    ...misplaced('dt, dd', 'dl > *, dl > div > *'),
    ...misplaced('legend', 'fieldset > :first-child'),
    ...misplaced('caption', 'table > :first-child'),
    ...misplaced('summary', 'details > :first-child'),
    ...misplaced('table > *', 'caption, colgroup, thead, tbody, tfoot'),
  ],

  'the tag soup that a browser would mend is not there': (source) => {
    if (!source) return []
    const parsed = new DOMParser().parseFromString(source, 'text/html').documentElement.outerHTML
    const [written, read] = [tagsOf(source), tagsOf(parsed)]
    const at = written.findIndex((tag, place) => tag !== read[place])
    if (at === -1 && written.length === read.length) return []
    return [
      `…${written.slice(Math.max(0, at - 4), at + 3).join(' ')}… is read …${read.slice(Math.max(0, at - 4), at + 3).join(' ')}…`,
    ]
  },

  'a document type, no attribute twice': (source) => [
    ...(document.doctype?.name === 'html' && document.compatMode === 'CSS1Compat' ? [] : ['no doctype']),
    ...[...(source ?? '').matchAll(/<[a-z][^\s>]*((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*\/?>/g)]
      .filter(([, attributes]) => {
        const names = [...attributes.matchAll(/\s([^\s=>"]+)(?:="[^"]*")?/g)].map(([, name]) => name)
        return new Set(names).size !== names.length
      })
      .map(([tag]) => tag),
  ],

  'the order of the keyboard is the order of the page, without keys of its own': () =>
    all('[accesskey], [autofocus], [tabindex]')
      .filter((element) => !element.matches('[tabindex="-1"]:not([accesskey], [autofocus])'))
      .filter((element) => element.getAttribute('tabindex') !== '0' || element.hasAttribute('accesskey'))
      .map(nameElement),

  'looks are left to the style sheets': () =>
    all(
      'font, center, big, tt, u, strike, marquee, blink, basefont, [style], [bgcolor], [align], [border], style',
    )
      .filter((element) => element.localName !== 'style' || !element.closest('svg'))
      .map(nameElement)
      .concat(all('br + br').map(nameElement)),

  'nothing moves, plays, opens or reloads by itself': () => [
    ...document
      .getAnimations()
      .map((animation) => `animation ${animation.animationName ?? animation.transitionProperty}`),
    ...all('meta[http-equiv=refresh i]')
      .filter(
        ({ content }) =>
          !/^0\b/.test(content) && !all('main a').some((link) => /arrêter/i.test(wordsOf(link))),
      )
      .map(({ content }) => `reloads itself (${content}) and cannot be stopped`),
  ],

  'no frame, no sound, no film, no object: docs/accessibility.md calls their criteria not applicable': () =>
    all('iframe, frame, object, embed, applet, video, audio, canvas, area, input[type=image]').map(
      nameElement,
    ),

  'an image has an alternative, or is left out of what is heard': () =>
    all('img, svg, [role=img]')
      .filter((image) => !image.closest('[aria-hidden=true]'))
      .filter(
        (image) =>
          !(image.matches('img[alt]') || (image.getAttribute('role') === 'img' && accessibleImage(image))),
      )
      .map(nameElement),
}

function level(title) {
  return Number(title.localName.slice(1))
}

function accessibleNavigation(nav) {
  return (
    nav.getAttribute('aria-label') ??
    wordsOf(document.getElementById(nav.getAttribute('aria-labelledby')) ?? document.createElement('i'))
  )
}

function accessibleImage(image) {
  return image.getAttribute('aria-label') || image.getAttribute('aria-labelledby')
}

// A legend may hold the title of its part.
function isHeadingOfLegend(element, inner) {
  return element.localName === 'legend' && /^h\d$/.test(inner.localName)
}

function misplaced(selector, allowed) {
  return all(selector)
    .filter((element) => !element.matches(allowed) && !element.closest('svg'))
    .map((element) => `${nameElement(element)} in <${element.parentElement?.localName}>`)
}

function tagsOf(html) {
  const plain = html
    .replace(/<!doctype[^>]*>/i, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/(<(script|style|textarea|title)\b[^>]*>).*?(<\/\2>)/gs, '$1$3')
  return [...plain.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*?)(\/?)>/gi)].flatMap(
    ([, end, name, , closed]) => {
      const tag = name.toLowerCase()
      const isVoid = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/.test(tag)
      return closed && !isVoid ? [tag, `/${tag}`] : [end + tag]
    },
  )
}
