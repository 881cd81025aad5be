import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { folderOf } from '#src/delivery/hubee/folder-of.js'
import { openedOf, openedWith } from '../../../test/support/opened.js'
import { commune } from '../../../test/templates/fixtures.js'

const folder = (name: string) => folderOf(openedWith(name), commune, 'Opérateur de test')

/** What pdf.js finds, in one line. */
async function readPdf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text
}

test('bears our numbers, and three files of different names', async () => {
  const submission = openedOf({ reference: 'Q23456789B' })
  const { externalId, recipient, applicant, files } = await folderOf(submission, commune, 'Opérateur de test')
  expect({ externalId, recipient, applicant }).toEqual({
    externalId: 'Formulaire-QF-Q23456789B',
    recipient: { siret: commune.siret, cogCode: commune.codeCog },
    applicant: { firstName: 'Nadège Anne Lise', lastName: 'D’ESSAI-MARQUEUR' },
  })
  expect(`${externalId}-01`.length).toBeLessThanOrEqual(30)
  expect(files.map(({ name, mimeType }) => [name, mimeType])).toEqual([
    ['FormulaireQF.json', 'application/json'],
    ['FormulaireQF.xml', 'application/xml'],
    ['quotient_familial_D_ESSAI-MARQUEUR_Nadège_Anne_Lise.pdf', 'application/pdf'],
  ])
})

test.each([
  'ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑŒÆ àâäçéèêëîïôöùûüÿñœæ',
  "ʻOkina Tāvana Pōmare ‘Eimeo d’Arvor L'Haÿ",
  'ẞ ß ş ğ ı İ ł đ ð þ',
])('of %s is read whole by software and in the sheet', async (name) => {
  const [json, , sheet] = (await folder(name)).files
  expect(JSON.parse(String(json?.bytes))).toMatchObject({ pivot_identity: { family_name: name } })
  expect(await readPdf(sheet?.bytes ?? Buffer.of())).toContain(`Nom de naissance : ${name}`)
})

test('of a name of 255 letters keeps every letter, and a file name that HubEE takes', async () => {
  const name = 'É’'.repeat(127).concat('É')
  const { files } = await folder(name)
  const text = await readPdf(files[2]?.bytes ?? Buffer.of())
  expect(text.replaceAll(/[\s\u200b\u00ad-]/g, '')).toContain(name)
  for (const file of files) expect(file.name.length).toBeLessThanOrEqual(255)
})

test.each(['a/b\\c:d*e?"<>|', '..', '\u202Eexe.fdp', '\n\t'])('%j makes no other file name', async (name) => {
  expect((await folder(name)).files[2]?.name).toMatch(/^quotient_familial_[\p{L}\p{M}\p{N}_-]*\.pdf$/u)
})
