const VAGUE =
  /^(ici|cliquez ici|cliquer ici|lien|lire|lire la suite|en savoir plus|plus|voir|suite|suivant|détails?|ouvrir|télécharger|ok)$/i

export const contentChecks = {
  'a link says where it leads': () =>
    all('a[href]')
      .filter(isShown)
      .filter((link) => !accessibleName(link) || VAGUE.test(accessibleName(link).replace(/[.…: ]+$/, '')))
      .map(nameElement),

  'links of one name lead to one place': () => {
    const places = new Map()
    for (const link of all('a[href]').filter(isShown)) {
      const part = link.closest('header, main, footer')?.localName
      const name = `${accessibleName(link)}|${part}|${link.getAttribute('aria-describedby') ?? ''}`
      places.set(name, (places.get(name) ?? new Set()).add(link.href))
    }
    return [...places]
      .filter(([, hrefs]) => hrefs.size > 1)
      .map(([name, hrefs]) => `${name}${[...hrefs].join(' ')}`)
  },

  'a link to a new window says so, after its own words': () =>
    all('a[target]')
      .filter(({ target }) => target !== '_self')
      .filter((link) => !normalise(link.title || wordsOf(link)).includes('nouvelle fenêtre'))
      .map(nameElement),

  'a title of an element holds its words': () =>
    all('a[title], button[title]')
      .filter(
        (element) => wordsOf(element) && !normalise(element.title).includes(normalise(element.innerText)),
      )
      .map((element) => `${nameElement(element)} title=« ${element.title} »`),

  'a name that is heard holds the words that are seen': () =>
    all('a[aria-label], button[aria-label], input[aria-label], select[aria-label]')
      .filter(
        (element) =>
          wordsOf(element) &&
          !normalise(element.getAttribute('aria-label')).includes(normalise(wordsOf(element))),
      )
      .map(nameElement),

  'a table has a name and its heads': () =>
    all('table').flatMap((table) => {
      const name = table.caption ? wordsOf(table.caption) : accessibleNavigation(table)
      const heads = all('th', table)
      return [
        ...(name ? [] : [`${nameElement(table)} has no caption`]),
        ...(heads.length > 0 ? [] : [`${nameElement(table)} has no head`]),
        ...heads.filter(({ scope }) => !/^(col|row|colgroup|rowgroup)$/.test(scope)).map(nameElement),
        ...all('[headers], th[colspan], th[rowspan], table', table).map(
          (cell) => `${nameElement(cell)}: no longer a simple table`,
        ),
      ]
    }),

  'each row of a table has as many cells as its head': () =>
    all('table').flatMap((table) => {
      const columns = table.tHead?.rows[0]?.cells.length ?? 0
      return [...table.rows]
        .filter((row) => columns && [...row.cells].reduce((sum, { colSpan }) => sum + colSpan, 0) !== columns)
        .map(nameElement)
    }),

  'a mark and an alert say in words what their colour says': () =>
    all('.fr-badge, .fr-alert, .fr-tag')
      .filter((element) => !/\p{L}{2,}/u.test(wordsOf(element)))
      .map(nameElement),

  'a part that announces itself is there before it speaks': () =>
    all('[aria-live], [role=status], [role=alert]')
      .filter((element) => !element.closest('main'))
      .map(nameElement),

  'dates, sums and names are text, not drawn by style sheets': () =>
    all('main *')
      .filter(isSeen)
      .filter((element) =>
        ['::before', '::after'].some(
          (place) => /[\p{L}\d]{2,}/u.test(drawn(element, place)) && !isRepeated(element, place),
        ),
      )
      .map(nameElement),
}

function normalise(text) {
  return text
    .toLowerCase()
    .replace(/[\s’'-]+/g, ' ')
    .trim()
}

function drawn(element, place) {
  const { content } = getComputedStyle(element, place)
  return content.startsWith('"') ? content.slice(1, -1) : ''
}

// Beside a cell on a small screen stands what the head of its column says.
function isRepeated(element, place) {
  const table = element.closest('table')
  return (
    Boolean(table) &&
    [...(table.tHead?.rows[0]?.cells ?? [])].some((cell) => wordsOf(cell) === drawn(element, place))
  )
}
