import { afterAll, beforeAll, expect, test } from 'vitest'
import { certifiedData } from '#src/delivery/hubee/certified-data.js'
import { toXml } from '#src/delivery/hubee/to-xml.js'
import { type OpenPage, openPage } from '../../../test/support/browser.js'
import { openedOf, openedWith } from '../../../test/support/opened.js'

let open: OpenPage
beforeAll(async () => {
  open = await openPage()
})
afterAll(() => open?.close())

const READER = `(text) => {
  const document = new DOMParser().parseFromString(text, 'application/xml')
  if (document.querySelector('parsererror')) return 'no XML'
  const pathOf = (element) =>
    element.parentElement ? pathOf(element.parentElement) + '/' + element.tagName : element.tagName
  const leaves = [...document.querySelectorAll('*')].filter(({ children }) => children.length === 0)
  return Object.fromEntries(leaves.map((leaf) => [pathOf(leaf), leaf.textContent]))
}`

/** What a reader that is not ours finds: texts by their path, or that it is no XML. */
function readXml(xml: string): Promise<Record<string, string> | 'no XML'> {
  return open.page.evaluate(`(${READER})(${JSON.stringify(xml)})`)
}

test('the data reads as editors know it, in both versions', async () => {
  const xml = toXml(certifiedData(openedOf({ externalId: '007' })))
  expect(xml).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<hash>\n {2}<external-id>007<\/external-id>/,
  )
  expect(xml).toContain('<valeur type="integer">742</valeur>')
  expect(xml).toContain('<allocataires type="array"/>')
  expect(await readXml(xml)).toMatchObject({
    'hash/pivot-identity/family-name': 'D’ESSAI-MARQUEUR',
    'hash/pivot-identity/given-name': 'Nadège Anne Lise',
    'hash/quotient-familial-v3/quotient-familial/fournisseur': 'CNAF',
    'hash/quotient-familial-v3/quotient-familial/valeur': '742',
    'hash/quotient-familial/quotientFamilial': '742',
    'hash/quotient-familial/version': 'v2',
  })
})

test('what is not known is said to be nothing', () => {
  expect(toXml(certifiedData(openedOf()))).toContain('<external-id nil="true"/>')
})

// Letters of civil registers, French and of the territories, joined and apart; what would end an element; none of XML.
test.each([
  'ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑŒÆ àâäçéèêëîïôöùûüÿñœæ',
  "ʻOkina Tāvana Pōmare ‘Eimeo d’Arvor L'Haÿ",
  'e\u0301 c\u0327 n\u0303 ÿ ẞ ß ş ğ ı İ ł đ ð þ',
  'a<b>&"c\' ]]> <!-- --> <?xml?>',
  'É'.repeat(255),
])('%s is the same on the other side, in JSON and in XML', async (name) => {
  const data = certifiedData(openedWith(name))
  expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  expect(await readXml(toXml(data))).toMatchObject({
    'hash/external-id': name,
    'hash/pivot-identity/family-name': name,
    'hash/pivot-identity/birthplace': name,
  })
})

test('signs that no XML can hold go, and the rest stays', async () => {
  const read = await readXml(toXml(certifiedData(openedWith('MAR\u0000T\u0008IN\uFFFE \ud800'))))
  expect(read).toMatchObject({ 'hash/pivot-identity/family-name': 'MARTIN ' })
})
