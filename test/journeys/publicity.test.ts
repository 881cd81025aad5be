import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveSettings } from '#src/collectivite/settings.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { readClipboard } from '../support/clipboard.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { type ReadPdf, readPdf } from '../support/read-pdf.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

// Typed as the module of ECMAScript that it is not.
const readQr = jsqr.default
const publicity = `/agent/collectivites/${FAY_AUX_LOGES}/faire-connaitre`
const HOSTILE = '</textarea><script>alert(1)</script>'
let service: TestService
let agent: Visitor
let address: string

beforeAll(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example', 'agent')
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'nadia' })
  address = `${service.url}/collectivites/${FAY_AUX_LOGES}`
})
afterAll(() => service?.close())

async function download(name: string): Promise<{ type: string; file: string; body: Buffer }> {
  const answer = await agent.request(`${publicity}/${name}`)
  expect(answer.status).toBe(200)
  return {
    type: answer.headers.get('content-type') ?? '',
    file: answer.headers.get('content-disposition') ?? '',
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

test('the PNG is 1024 pixels wide and a reader that did not write it finds the address', async () => {
  const { type, file, body } = await download('qr.png')
  expect([type, file]).toEqual(['image/png', 'attachment; filename="qr-quotient-familial_45142.png"'])
  const { width, height, data } = PNG.sync.read(body)
  expect([width, height]).toEqual([1024, 1024])
  expect(readQr(new Uint8ClampedArray(data), width, height)?.data).toBe(address)
  expect((await service.newVisitor().visit(address)).text).toContain('Fay-aux-Loges')
})

test.each([true, false])(
  'the SVG says the same, in a browser and on its own: in a page %s',
  async (inPage) => {
    const { type, body } = await download('qr.svg')
    expect(type).toBe('image/svg+xml; charset=utf-8')
    await using visit = await openPage({ width: 600, height: 600 })
    const image = `data:image/svg+xml;base64,${body.toString('base64')}`
    await visit.page.setContent(inPage ? `<img src="${image}" width="180" alt="">` : body.toString())
    const { width, height, data } = PNG.sync.read(await visit.page.screenshot())
    expect(readQr(new Uint8ClampedArray(data), width, height)?.data).toBe(address)
  },
)

test('the poster is one page that says all, and its drawn code leads to the address it prints', async () => {
  const { type, file, body } = await download('affiche.pdf')
  expect([type, file]).toEqual([
    'application/pdf',
    'attachment; filename="affiche-quotient-familial_45142.pdf"',
  ])
  const poster = readPdf(body)
  expect(poster.pages).toBe(1)
  const said = poster.text.replace(/\s+/g, ' ')
  for (const words of [
    'Fay-aux-Loges',
    'Loiret (45), 45450',
    'Votre quotient familial, envoyé en deux minutes',
    'Service gratuit, deux minutes, sans papier',
    'Scannez le code, ou tapez l’adresse.',
    'Identifiez-vous avec FranceConnect.',
    'Relisez votre quotient familial, puis envoyez-le.',
    'Personne ne vous appellera jamais au nom de ce service.',
    'Votre attestation de la CAF ou de la MSA est toujours acceptée à l’accueil',
    address,
  ])
    expect(said).toContain(words)
  expect(codeOn(poster)).toBe(address)
  expect(body.toString('latin1')).toMatch(/\/Marked true[\s\S]*\/Alt |\/Alt [\s\S]*\/Marked true/)
})

test('the page gives the link, the files and eight texts that name the collectivité', async () => {
  const page = await agent.visit(publicity)
  expect(page.status).toBe(200)
  const texts = textsOf(page.html)
  expect(texts).toHaveLength(9)
  expect(texts[0]).toBe(address)
  for (const text of texts.slice(1)) {
    expect(text).toContain('Fay-aux-Loges')
    expect(text).toContain(address)
  }
  const inFebruary = texts.filter((text) => text.includes('Après le premier week-end de février, pas avant'))
  expect(inFebruary).toHaveLength(4)
  expect(page.html).toContain('>Télécharger l’affiche</a>')
})

test('the clause for school forms says what this collectivité does, in the words of the notice', async () => {
  await settle({
    retentionDays: 60,
    asksDeclaredFields: true,
    acceptsWithoutFranceConnect: true,
    contact: 'Mairie, mairie@fay.example',
  })
  const clause = clauseIn((await agent.visit(publicity)).html)
  for (const said of [
    'Fay-aux-Loges est responsable du traitement',
    'le nom sous lequel la mairie vous connaît',
    'ou écrite par vous si vous ne l’utilisez pas',
    'ou joignez-la en ligne sur la même page',
    '60 jours au plus',
    'Écrivez à Fay-aux-Loges (Mairie, mairie@fay.example)',
    'CNIL',
  ])
    expect(clause).toContain(said)
  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const notice = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}/protection-des-donnees/mention`)
  const items = clause.split('Vos données\n')[1]?.split('\n').slice(0, 6) ?? []
  for (const item of items) expect(notice.text).toContain(item.replace(/\s+/g, ' '))
  await settle({})
  const shorter = clauseIn((await agent.visit(publicity)).html)
  expect(shorter).toContain('90 jours au plus')
  expect(shorter).toContain('l’attestation que vous joignez')
  expect(shorter).not.toMatch(/sous lequel la mairie|si vous ne l’utilisez pas|en ligne sur la même page/)
})

test('what a gestionnaire wrote stays text, and fits on the poster', async () => {
  await settle({
    services: HOSTILE,
    contact: `a@b.fr ${HOSTILE}`,
    counter: { address: `${'très-long-'.repeat(19)}fin`, hours: HOSTILE },
  })
  const { html } = await agent.visit(publicity)
  expect(html).not.toContain('<script>alert')
  expect(textsOf(html)).toHaveLength(9)
  expect(readPdf((await download('affiche.pdf')).body).pages).toBe(1)
  await settle({})
})

test('to others it does not exist', async () => {
  for (const name of ['', '/affiche.pdf', '/qr.svg', '/qr.png']) {
    const elsewhere = publicity.replace(FAY_AUX_LOGES, CALVI)
    expect((await agent.visit(`${elsewhere}${name}`)).status).toBe(404)
    expect((await service.newVisitor().visit(`${publicity}${name}`)).url.pathname).toBe('/agent')
  }
})

test('in a browser the code shows, and a text is copied whole', async () => {
  await using visit = await openPage({ width: 320 })
  const { page: tab } = visit
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await tab.goto(`${service.url}/agent/connexion`)
  await tab.getByRole('button', { name: /^Martine LEGENDRE/ }).click()
  await tab.getByRole('link', { name: 'Faire connaître' }).click()
  await tab.waitForURL(`**${publicity}`)
  await tab.getByRole('img', { name: 'Le code QR de votre page' }).waitFor()
  const shown = "document.querySelector('main img')"
  expect(await tab.evaluate(`${shown}.decode().then(() => ${shown}.naturalWidth > 0)`)).toBe(true)
  const poster = tab.waitForEvent('download')
  await tab.getByRole('link', { name: 'Télécharger l’affiche', exact: true }).click()
  expect((await poster).suggestedFilename()).toBe('affiche-quotient-familial_45142.pdf')
  await tab.getByRole('button', { name: 'Copier Bulletin municipal (février)' }).click()
  await tab.getByText('Copié', { exact: true }).waitFor()
  expect(await readClipboard(visit.context)).toContain(address)
  await expectAccessible(tab)
})

async function settle(change: Partial<Parameters<typeof saveSettings>[2]>): Promise<void> {
  const settings = {
    services: null,
    contact: null,
    counter: { address: null, hours: null },
    asksDeclaredFields: false,
    acceptsWithoutFranceConnect: false,
    otherWays: ['guichet' as const],
    returnOrigins: [],
    retentionDays: 90,
  }
  await saveSettings(service.services.safe, FAY_AUX_LOGES, { ...settings, ...change }, 'service')
}

function textsOf(html: string): string[] {
  const decode = (text: string) => text.replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>')
  return [...html.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map(([, text = '']) => decode(text))
}

function clauseIn(html: string): string {
  return textsOf(html).find((text) => text.includes('Vos droits')) ?? ''
}

/** What the rectangles of a page say to a reader of QR codes. */
function codeOn({ rectangles }: ReadPdf): string | undefined {
  const [pixels, width, height] = [3, 600 * 3, 850 * 3]
  const image = new Uint8ClampedArray(width * height * 4).fill(255)
  for (const { x, y, ...size } of rectangles) {
    // The band on top holds the name.
    if (size.width > 300) continue
    for (let row = Math.round(y * pixels); row < Math.round((y + size.height) * pixels); row++)
      for (let column = Math.round(x * pixels); column < Math.round((x + size.width) * pixels); column++)
        image.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  }
  return readQr(image, width, height)?.data
}
