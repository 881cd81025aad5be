import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenPage, openPage } from '../support/browser.js'
import { type Checks, faultsOf, faultsOfKeyboard, rulesOf } from './page-faults.js'

let visit: OpenPage

beforeAll(async () => {
  visit = await openPage({ width: 320, height: 640 })
})
afterAll(() => visit?.close())

const STYLE = `
  body { margin: 0; font: 16px/1.5 sans-serif; overflow-wrap: anywhere }
  .fr-sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  a:focus, button:focus, input:focus { outline: 2px solid #0a76f6 }
  footer a { display: block; padding: 8px }
  @media print { nav, footer, button, .fr-btn { display: none } }`

/** A page in which no check finds anything, with what it should find put in. */
function pageOf({
  main = '',
  h1 = '<h1>Titre</h1>',
  head = '<title>Page — Mon quotient familial</title>',
  html = '<html lang="fr">',
  css = '',
  skip = '<a href="#contenu">Contenu</a><a href="#pied">Pied de page</a>',
  footer = '<a href="/plan">Plan du site</a>',
  doctype = '<!DOCTYPE html>',
}: Partial<Record<'main' | 'h1' | 'head' | 'html' | 'css' | 'skip' | 'footer' | 'doctype', string>>): string {
  return `${doctype}${html}<head><meta charset="utf-8">${head}</head><body><div class="fr-skiplinks"><nav aria-label="Accès rapide">${skip}</nav></div><header><p>Service</p></header><main id="contenu" tabindex="-1">${h1}<p>Du texte.</p>${main}</main><footer id="pied">${footer}</footer></body></html>`.replace(
    '</head>',
    `<link rel="stylesheet" href="data:text/css,${encodeURIComponent(STYLE + css)}"></head>`,
  )
}

type Broken = Parameters<typeof pageOf>[0]

const FIELD = '<form><p><label for="nom">Nom</label><input id="nom" name="nom"></p></form>'
const REFUSED = (summary: string) =>
  `${summary}<form><p><label for="nom">Nom</label><input id="nom" name="nom" aria-invalid="true" aria-describedby="nom-erreur"></p><p id="nom-erreur" class="fr-error-text">Écrivez le nom.</p></form>`
const TABLE = (rows: string) => `<table><caption>Chiffres</caption>${rows}</table>`
const HEAD = '<thead><tr><th scope="col">Mois</th><th scope="col">Nombre</th></tr></thead>'

const BROKEN: Record<Checks, Record<string, Broken[]>> = {
  structure: {
    'a title of its own, then the service': [
      { head: '<title>Mon quotient familial</title>' },
      { head: '<title> — Mon quotient familial</title>' },
    ],
    'French is said to be the language, and any other is named': [
      { html: '<html>' },
      { main: '<p lang="english">Hello</p>' },
    ],
    'one main title, in the main part': [{ h1: '' }, { main: '<h1>Encore</h1>' }],
    'titles go down one level at a time': [{ main: '<h3>Trop bas</h3>' }, { h1: '<h2>A</h2><h1>B</h1>' }],
    'one header, one main part, one footer, and navigations with names of their own': [
      { main: '<nav aria-label="Accès rapide"><a href="/a">Une page</a></nav>' },
      { main: '<main>Deux</main>' },
      { main: '<nav><a href="/a">Une page</a></nav>' },
    ],
    'the first links skip to parts that are there': [
      { skip: '<a href="#contenu">Contenu</a><a href="#nulle-part">Pied</a>' },
      { skip: '<a href="#contenu">Contenu</a>' },
    ],
    'an id names one thing, and what is referred to is there': [
      { main: '<p id="pied">Deux fois</p>' },
      { main: '<p><label for="perdu">Nom</label></p>' },
      { main: '<p><a href="#perdu">Plus bas</a></p>' },
    ],
    'nothing is empty that ought to speak': [{ main: '<p></p>' }, { main: '<ul> </ul>' }],
    'elements stand where HTML lets them': [
      { main: '<span><div>Bloc</div></span>' },
      { main: '<label><p>Bloc</p></label>' },
      { main: '<ul><p>Pas un élément de liste</p></ul>' },
      { main: '<button>Un <input></button>' },
      { main: '<fieldset><p>Avant</p><legend>Après</legend></fieldset>' },
    ],
    'the tag soup that a browser would mend is not there': [
      { main: '<p>Une <ul><li>liste</li></ul></p>' },
      { main: '<table><tr><td>1</td></tr></table>' },
    ],
    'a document type, no attribute twice': [
      { doctype: '' },
      { main: '<p class="a" class="b">Deux classes</p>' },
    ],
    'the order of the keyboard is the order of the page, without keys of its own': [
      { main: '<button tabindex="2">Avant tout</button>' },
      { main: '<a href="/a" accesskey="s">Aller ailleurs</a>' },
    ],
    'looks are left to the style sheets': [
      { main: '<p style="color: red">Rouge</p>' },
      { main: '<p>Un<br><br>Deux</p>' },
    ],
    'nothing moves, plays, opens or reloads by itself': [
      { head: '<title>Page — Mon quotient familial</title><meta http-equiv="refresh" content="60">' },
      { css: '@keyframes x { to { opacity: 0 } } h1 { animation: x 90s }' },
    ],
    'no frame, no sound, no film, no object: docs/accessibility.md calls their criteria not applicable': [
      { main: '<iframe title="Carte"></iframe>' },
      { main: '<video></video>' },
    ],
    'an image has an alternative, or is left out of what is heard': [
      { main: '<img src="data:,">' },
      { main: '<svg role="img"></svg>' },
    ],
  },
  content: {
    'a link says where it leads': [
      { main: '<p>Voir <a href="/a">ici</a></p>' },
      { main: '<a href="/a"> </a>' },
    ],
    'links of one name lead to one place': [
      { main: '<p><a href="/a">La liste</a> <a href="/b">La liste</a></p>' },
    ],
    'a link to a new window says so, after its own words': [
      { main: '<p><a href="/a" target="_blank">Légifrance</a></p>' },
    ],
    'a title of an element holds its words': [
      { main: '<p><a href="/a" title="Autre chose">Légifrance</a></p>' },
    ],
    'a name that is heard holds the words that are seen': [
      { main: '<button aria-label="Fermer">Annuler</button>' },
    ],
    'a table has a name and its heads': [
      { main: '<table><tbody><tr><td>1</td></tr></tbody></table>' },
      { main: TABLE('<thead><tr><th>Mois</th></tr></thead>') },
      { main: TABLE(`${HEAD}<tbody><tr><td headers="a">1</td><td>2</td></tr></tbody>`) },
    ],
    'each row of a table has as many cells as its head': [
      { main: TABLE(`${HEAD}<tbody><tr><td>1</td></tr></tbody>`) },
    ],
    'a mark and an alert say in words what their colour says': [
      { main: '<p><span class="fr-badge fr-badge--error">!</span></p>' },
    ],
    'a part that announces itself is there before it speaks': [
      { footer: '<p role="status">Copié</p><a href="/plan">Plan du site</a>' },
    ],
    'dates, sums and names are text, not drawn by style sheets': [
      { main: '<p class="x">Prix</p>', css: '.x::after { content: "742 euros" }' },
    ],
  },
  form: {
    'a field has a label that is seen beside it': [
      { main: '<input name="nom">' },
      { main: '<label for="a" class="fr-sr-only">Nom</label><input id="a">' },
    ],
    'a label stands next to its field': [
      {
        main: '<p><label for="a">Nom</label></p><div class="x"></div><input id="a">',
        css: '.x { height: 90px }',
      },
    ],
    'choices that belong together stand under one legend': [
      { main: '<p><input type="radio" name="a" id="a"><label for="a">CAF</label></p>' },
    ],
    'no two fields of a page answer to one name': [{ main: FIELD + FIELD.replaceAll('nom"', 'nom2"') }],
    'a button says what it does': [{ main: '<button></button>' }],
    'what is wrong with a field is tied to it': [
      { main: '<p class="fr-error-text" id="seule">Faux.</p>' },
      { main: '<p><label for="a">Nom</label><input id="a" aria-invalid="true"></p>' },
    ],
    'a refused form says so on top, announced, and leads to each field': [
      { main: REFUSED('') },
      { main: REFUSED('<div role="alert"><p><a href="#pied">Écrivez le nom.</a></p></div>') },
      { main: REFUSED('<div><p><a href="#nom">Écrivez le nom.</a></p></div>') },
    ],
    'what is asked of a resident about herself can be filled in by her browser': [
      { main: '<label for="a">Nom de naissance</label><input id="a" autocomplete="off">' },
      { main: '<label for="a">Adresse électronique</label><input id="a" type="email">' },
    ],
  },
  layout: {
    'the page is no wider than its window': [
      { main: '<div class="x">Large</div>', css: '.x { width: 400px }' },
    ],
    'no text is cut off': [
      {
        main: '<p class="x">Un texte plus long que sa ligne</p>',
        css: '.x { width: 60px; white-space: nowrap; overflow: hidden }',
      },
    ],
    'no text lies over another': [
      {
        main: '<p class="x">Un texte</p><p>Un autre</p>',
        css: '.x { margin: 0 } .x + p { margin-top: -20px }',
      },
    ],
  },
  target: {
    'what is pressed is 24 pixels large, or stands alone, or is part of a sentence': [
      {
        main: '<ul class="x"><li><a href="/a">Un</a></li><li><a href="/b">Deux</a></li></ul>',
        css: '.x li { font-size: 10px; line-height: 12px }',
      },
    ],
  },
  print: {
    'what can only be pressed is left out': [
      {
        main: '<a class="fr-btn" href="/a">Continuer</a>',
        css: '@media print { .fr-btn { display: inline !important } }',
      },
    ],
    'the page itself is there': [{ css: '@media print { main { display: none } }' }],
  },
  forcedColours: {
    'fields and buttons keep an edge': [
      {
        main: '<a class="fr-btn" href="/a">Continuer</a>',
        css: '.fr-btn { background: navy; text-decoration: none }',
      },
    ],
    'links keep their line': [
      { main: '<p><a href="/a">La liste</a></p>', css: 'a { text-decoration: none }' },
    ],
    'marks keep an edge': [{ main: '<p><span class="fr-badge">Nouveau</span></p>' }],
  },
}

const media = (checks: string) =>
  ({
    media: checks === 'print' ? 'print' : 'screen',
    forcedColors: checks === 'forcedColours' ? 'active' : 'none',
  }) as const

async function faultsIn(page: Page, checks: Checks, broken: Broken): Promise<string[]> {
  const html = pageOf(broken)
  await page.emulateMedia(media(checks))
  await page.setContent(html)
  return faultsOf(page, [checks], html)
}

describe.each(Object.entries(BROKEN))('%s', (name, rules) => {
  const checks = name as Checks

  test('finds nothing in a page that is as it should be', async () => {
    const main = `<h2>Suite</h2><p>Un <a href="/a">lien vers la liste</a>.</p>${FIELD}${TABLE(`${HEAD}<tbody><tr><td>1</td><td>2</td></tr></tbody>`)}`
    expect(await faultsIn(visit.page, checks, { main })).toEqual([])
  })

  test.each(Object.entries(rules))('%s', async (rule, examples) => {
    for (const example of examples) {
      const found = await faultsIn(visit.page, checks, example)
      expect(
        found.filter((fault) => fault.startsWith(`${rule}: `)),
        JSON.stringify(example),
      ).not.toEqual([])
    }
  })

  test('has an example that breaks each rule', async () => {
    // On paper the page is laid out by the same rules as on a screen.
    const others = checks === 'print' ? Object.keys(BROKEN.layout) : []
    expect(Object.keys(rules).concat(others)).toEqual(await rulesOf(visit.page, checks))
  })
})

describe('keyboard', () => {
  const walk = async (broken: Broken) => {
    await visit.page.emulateMedia({ media: 'screen', forcedColors: 'none' })
    await visit.page.setContent(pageOf(broken))
    return faultsOfKeyboard(visit.page)
  }

  test('finds nothing where each stop is reached in order and seen', async () => {
    const dates = '<p><label for="jour">Jour</label><input type="date" id="jour"></p>'
    const choice =
      '<p><input type="radio" name="a" id="a1"><label for="a1">CAF</label><input type="radio" name="a" id="a2"><label for="a2">MSA</label></p>'
    expect(await walk({ main: FIELD + dates + choice })).toEqual([])
  })

  test.each<[string, Broken, RegExp]>([
    ['a stop that is jumped', { main: '<button tabindex="1">Avant tout</button>' }, /instead of/],
    [
      'a trap',
      { main: `<button onkeydown="event.key === 'Tab' && event.preventDefault()">Rester</button>` },
      /instead of/,
    ],
    [
      'an invisible focus',
      { main: '<button>Envoyer</button>', css: 'button:focus { outline: none }' },
      /not seen/,
    ],
    [
      'a pale focus',
      { main: '<button>Envoyer</button>', css: 'button:focus { outline: 2px solid #ddd }' },
      /not seen/,
    ],
    [
      'a focus out of sight',
      { main: '<a class="x" href="/a">Loin</a>', css: '.x { position: fixed; left: -900px }' },
      /out of sight/,
    ],
    [
      'an order that goes up again',
      {
        main: '<div class="x"><a href="/a">Bas</a><a href="/b">Haut</a></div>',
        css: '.x { display: flex; flex-direction: column-reverse; gap: 90px }',
      },
      /goes up/,
    ],
  ])('finds %s', async (_what, broken, fault) => {
    expect((await walk(broken)).join('\n')).toMatch(fault)
  })
})
