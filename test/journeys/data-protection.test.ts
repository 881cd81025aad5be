import { eq } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveContact } from '#src/collectivite/contacts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites } from '#src/db/schema.js'
import { MAILED_COLUMNS } from '#src/delivery/compose.js'
import { GROUPS } from '#templates/personal-data/groups.js'
import { openPage } from '../support/browser.js'
import { hasLibreOffice, readInLibreOffice } from '../support/libre-office.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const DOCUMENTS = ['registre', 'mention', 'analyse-impact']
const HOSTILE = 'Mairie <b>&"\u0007\u{1f600} ]]>, 02 38 59 57 11'
const page = `/agent/collectivites/${FAY_AUX_LOGES}/protection-des-donnees`
let service: TestService
let martine: Visitor

beforeAll(async () => {
  service = await startTestService({
    worker: false,
    environment: {
      HOSTING_PROVIDER: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
      SUBPROCESSORS: 'Exemple Courriel, envoi des courriels, France',
      BACKUP_DAYS: '21',
    },
  })
  await service.open(FAY_AUX_LOGES, { retentionDays: 30 })
  await settle({ services: 'Cantine et garderie' })
  await service.open(CALVI)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
  await name({ email: 'dpo@fay-aux-loges.example', name: 'Camille Essai' })
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
})
afterAll(() => service?.close())

const name = (person: { email: string; name: string }) =>
  asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    saveContact(tx, FAY_AUX_LOGES, {
      kind: 'délégué à la protection des données',
      since: new Date(),
      ...person,
    }),
  )
const settle = (change: Partial<typeof collectivites.$inferInsert>) =>
  service.services.db.update(collectivites).set(change).where(eq(collectivites.siret, FAY_AUX_LOGES))

async function download(which: string) {
  const response = await martine.request(`${page}/${which}.odt`)
  const file = Buffer.from(await response.arrayBuffer())
  const parts = Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)] as const)
  return { response, file, parts: Object.fromEntries(parts) }
}

/** What stands between the tags. */
function wordsOf(xml = ''): string {
  return xml
    .replace(/<\/(text:p|text:h)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

test('a gestionnaire finds the documents from her settings', async () => {
  const settings = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/reglages`)
  expect(settings.html).toContain(`href="${page}"`)
  const shown = await martine.visit(page)
  expect(shown.text).toContain('dpo@fay-aux-loges.example')
  for (const which of DOCUMENTS) expect(shown.html).toContain(`href="${page}/${which}.odt"`)
})

test('an agent who is none, somebody else and a document that is none get nothing', async () => {
  const nadia = service.newVisitor()
  await nadia.signIn('/agent/connexion', { identity: 'nadia' })
  for (const path of ['', '/registre', '/registre.odt'])
    expect((await nadia.visit(page + path)).status, path).toBe(404)
  expect((await service.newVisitor().visit(`${page}/registre.odt`)).url.pathname).toBe('/agent')
  const elsewhere = page.replace(FAY_AUX_LOGES, CALVI)
  expect((await martine.visit(`${elsewhere}/registre.odt`)).status).toBe(404)
  for (const path of ['/autre', '/autre.odt', '/constructor', '/constructor.odt', '/registre.docx'])
    expect((await martine.visit(page + path)).status, path).toBe(404)
})

describe.each(DOCUMENTS)('the document « %s »', (which) => {
  test('is a file that a word processor knows, with a plain name', async () => {
    const { response, file, parts } = await download(which)
    expect(response.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.text')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${which}_quotient-familial_45142.odt"`,
    )
    // The first entry, as it is: name at byte 30, content right behind it.
    expect(file.subarray(30, 77).toString()).toBe('mimetypeapplication/vnd.oasis.opendocument.text')
    expect(Object.keys(parts)).toEqual([
      'mimetype',
      'META-INF/manifest.xml',
      'meta.xml',
      'styles.xml',
      'content.xml',
    ])
  })

  test('is well-formed whatever a gestionnaire wrote, and names only styles that it has', async () => {
    await settle({ contact: HOSTILE, services: HOSTILE })
    const { parts } = await download(which)
    await settle({ contact: null, services: 'Cantine et garderie' })
    await using visit = await openPage()
    for (const [path, xml] of Object.entries(parts).filter(([path]) => path.endsWith('.xml'))) {
      const faults = await visit.page.evaluate(
        `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').querySelector('parsererror')?.textContent ?? ''`,
      )
      expect(faults, path).toBe('')
    }
    expect(wordsOf(parts['content.xml'])).toContain('Mairie <b>&"\u{1f600} ]]>, 02 38 59 57 11')
    const styles = `${parts['styles.xml']}${parts['content.xml']}`
    const defined = new Set([...styles.matchAll(/style:name="([^"]+)"/g)].map(([, one]) => one))
    const used = [...styles.matchAll(/(?:text|table):style-name="([^"]+)"/g)].map(([, one]) => one)
    expect(used.filter((one) => !defined.has(one))).toEqual([])
  })

  test('says on the page what it says in the file', async () => {
    const { parts } = await download(which)
    const shown = (await martine.visit(`${page}/${which}`)).text.replace(/\s+/g, ' ')
    const lines = wordsOf(parts['content.xml']).split('\n')
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) expect(shown).toContain(line.trim().replace(/\s+/g, ' '))
  })

  test('is filled with what this collectivité is and chose', async () => {
    const before = wordsOf((await download(which)).parts['content.xml'])
    for (const words of [
      'Fay-aux-Loges',
      'dpo@fay-aux-loges.example',
      'Cantine et garderie',
      'Opérateur de test',
      '30\u00a0jours',
      `/collectivites/${FAY_AUX_LOGES}/donnees_personnelles`,
    ])
      expect(before.replaceAll('30 jours', '30\u00a0jours')).toContain(words)
    await settle({
      asksDeclaredFields: true,
      acceptsWithoutFranceConnect: true,
      mailFrequency: 'semaine',
      mailContent: 'csv',
    })
    const after = wordsOf((await download(which)).parts['content.xml'])
    await settle({
      asksDeclaredFields: false,
      acceptsWithoutFranceConnect: false,
      mailFrequency: null,
      mailContent: 'avis',
    })
    expect(before).not.toMatch(/sans FranceConnect peut écrire|si vous ne l’utilisez pas/)
    expect(after).toMatch(/sans FranceConnect peut écrire|si vous ne l’utilisez pas/)
    expect(before).not.toContain('par courriel.')
    expect(after).toMatch(/une fois par semaine|Ils les reçoivent aussi par courriel/)
    expect(wordsOf((await download(which)).parts['content.xml'])).toBe(before)
  })

  test('opens in LibreOffice', async ({ skip }) => {
    skip(!hasLibreOffice, 'LibreOffice is not installed')
    const { file, parts } = await download(which)
    const read = (await readInLibreOffice(file, 'odt')).replace(/\s+/g, ' ')
    for (const line of wordsOf(parts['content.xml']).split('\n'))
      expect(read).toContain(line.trim().replace(/\s+/g, ' '))
  })
})

test('the register entry and the assessment name host, sub-processors, backups and what a mail carries', async () => {
  await settle({ mailFrequency: 'jour', mailContent: 'csv' })
  for (const which of ['registre', 'analyse-impact']) {
    const words = wordsOf((await download(which)).parts['content.xml'])
    for (const told of [
      FAY_AUX_LOGES,
      'Camille Essai',
      'Exemple Hébergement, 1 rue de l’Exemple',
      'Exemple Courriel',
      '21 jours de plus',
      'AES-256-GCM',
      MAILED_COLUMNS.join(', '),
    ])
      expect(words).toContain(told)
  }
  await settle({ mailFrequency: null, mailContent: 'avis' })
})

test('the assessment lists every piece that the register has, but for the operator’s own people', async () => {
  const words = wordsOf((await download('analyse-impact')).parts['content.xml'])
  const groups = Object.values(GROUPS).filter(({ section }) => section !== 'operateur')
  for (const { items } of groups) for (const item of Object.values(items)) expect(words).toContain(item.words)
})

test('the register entry speaks of the resident, not to her', async () => {
  const words = wordsOf((await download('registre')).parts['content.xml'])
  expect(words).toContain('Identité de l’usager')
  // The agent who files it is spoken to.
  const lines = words.split('\n').filter((line) => !line.includes('dans votre registre'))
  expect(lines.filter((line) => /\b(vous|votre|vos)\b/i.test(line))).toEqual([])
  expect(words).toContain('attestation sans FranceConnect')
})

test('what the service does not know is left to complete, the rest is not', async () => {
  const words = wordsOf((await download('registre')).parts['content.xml'])
  expect(words.match(/\[À compléter/g)?.length).toBeGreaterThan(3)
  const notice = wordsOf((await download('mention')).parts['content.xml'])
  expect(notice).not.toContain('[À compléter')
})
