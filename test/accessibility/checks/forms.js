// What a resident is asked about herself, and the word by which her browser knows it. https://html.spec.whatwg.org/#autofill
const OWN = [
  [/^nom de naissance|^nom de famille|^votre nom/i, 'family-name'],
  [/^prénoms?/i, 'given-name'],
  [/^date de naissance/i, 'bday'],
  [/courriel|adresse électronique/i, 'email'],
  [/téléphone/i, 'tel'],
]

export const formChecks = {
  'a field has a label that is seen beside it': () =>
    fields()
      .filter(isShown)
      .filter((field) => {
        const [label] = field.labels ?? []
        return label ? !isSeen(label) && !label.closest('table') : !accessibleName(field)
      })
      .map(nameField),

  'a label stands next to its field': () =>
    fields()
      .filter((field) => isShown(field) && field.labels?.length && isSeen(field.labels[0]))
      .filter(
        (field) => distance(field.getBoundingClientRect(), field.labels[0].getBoundingClientRect()) > 40,
      )
      .map(nameField),

  'choices that belong together stand under one legend': () => {
    const grouped = all('input[type=radio]').filter(
      (radio) => !radio.closest('fieldset')?.querySelector('legend'),
    )
    const names = all('input[type=checkbox]').map(({ name }) => name)
    const series = all('input[type=checkbox]').filter(
      ({ name }) => names.indexOf(name) !== names.lastIndexOf(name),
    )
    return [
      ...grouped,
      ...series.filter((box) => !box.closest('fieldset')?.querySelector('legend') && !box.closest('table')),
    ].map(nameField)
  },

  'no two fields of a page answer to one name': () => {
    const names = fields()
      .filter(isShown)
      .filter(({ type }) => type !== 'radio')
      .map(
        (field) =>
          `${accessibleName(field)}|${field.closest('fieldset') ? wordsOf(field.closest('fieldset').querySelector('legend') ?? field) : ''}`,
      )
    return names.filter((name, at) => names.indexOf(name) !== at)
  },

  'a button says what it does': () =>
    all('button, input[type=submit]')
      .filter(isShown)
      .filter((button) => !accessibleName(button) && !button.value)
      .map(nameElement),

  'what is wrong with a field is tied to it': () => [
    ...all('.fr-error-text')
      .filter((error) => !refusedBy(error).some(isRefused))
      .map(nameElement),
    ...all('[aria-invalid=true]')
      .filter((field) => !describedTexts(field).some(isSeen))
      .map(nameField),
    ...all('.fr-input--error, [class*="-group--error"]')
      .filter(
        (element) =>
          !element.matches('[aria-invalid=true]') &&
          !element.querySelector('[aria-invalid=true], .fr-error-text'),
      )
      .map(nameElement),
  ],

  'a refused form says so on top, announced, and leads to each field': () => {
    const errors = all('.fr-error-text').filter(isSeen)
    if (errors.length === 0) return []
    const summary = all('main [role=alert]').find((alert) => alert.querySelector('a[href^="#"]'))
    if (!summary) return [`no summary of ${errors.length} faults`]
    const links = all('a[href^="#"]', summary)
    const targets = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))))
    const described = errors.filter((error) => {
      const refused = refusedBy(error)
      return !targets.some(
        (target) => target && refused.some((field) => field === target || field.contains(target)),
      )
    })
    return [
      ...(summary.compareDocumentPosition(errors[0]) & Node.DOCUMENT_POSITION_FOLLOWING
        ? []
        : ['the summary comes after its faults']),
      ...links.filter((_link, at) => !targets[at]?.matches(FOCUSABLE)).map(nameElement),
      ...described.map((error) => `nothing on top leads to ${nameElement(error)}`),
    ]
  },

  'what is asked of a resident about herself can be filled in by her browser': () =>
    document.querySelector('.fr-header__service-tagline')?.textContent.match(/agents|opérateur/)
      ? []
      : fields(document.querySelector('main'))
          .filter(({ type }) => /^(text|email|tel|date)$/.test(type))
          .flatMap((field) => {
            const own = OWN.find(([words]) => words.test(accessibleName(field)))
            return own && !field.autocomplete.split(' ').includes(own[1])
              ? [`${nameField(field)} wants ${own[1]}`]
              : []
          }),
}

const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'

function nameField(field) {
  return `${nameElement(field)} ${field.name ?? ''} (${accessibleName(field)})`
}

// Several faults of one field stand in one part, to which the field refers.
function refusedBy(error) {
  const { id } = error.closest('[id]')
  return all(`[aria-describedby~="${CSS.escape(id)}"]`)
}

function describedTexts(field) {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean)
  return ids.map((id) => document.getElementById(id)).filter(Boolean)
}

function isRefused(field) {
  return field.matches('fieldset, [role=radiogroup], [aria-invalid=true]')
}

function distance(one, other) {
  const across = Math.max(0, one.left - other.right, other.left - one.right)
  const down = Math.max(0, one.top - other.bottom, other.top - one.bottom)
  return Math.hypot(across, down)
}
