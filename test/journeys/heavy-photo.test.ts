import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TYPED_IDENTITY } from '../support/attestation.js'
import { openPage } from '../support/browser.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const address = `/collectivites/${FAY_AUX_LOGES}/attestation`
let service: TestService
let photo: Buffer

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  // As large as those of a telephone, and of noise, which no compression makes small.
  const [width, height] = [2_600, 1_950]
  const raw = { width, height, channels: 3 as const }
  photo = await sharp(randomBytes(width * height * 3), { raw })
    .jpeg({ quality: 97 })
    .toBuffer()
  expect(photo.length).toBeGreaterThan(5 * 1024 * 1024)
})
afterAll(() => service?.close())

test.each([true, false])('a photo that is too heavy, JavaScript: %s', async (javaScript) => {
  await using visit = await openPage({ width: 320, javaScript })
  const { page } = visit
  await page.goto(service.url + address)
  await page.getByLabel('Nom de naissance').fill(TYPED_IDENTITY.nom)
  await page.getByLabel('Prénoms').fill(TYPED_IDENTITY.prenoms)
  await page.getByLabel('Date de naissance').fill(TYPED_IDENTITY.naissance)
  await page.getByText('La CAF', { exact: true }).click()
  await page.getByLabel('Quotient familial').fill('612')
  await page.getByLabel('Mois de l’attestation').fill('11/2026')
  await page.getByLabel('Votre attestation').setInputFiles({
    name: 'IMG_2041.JPG',
    mimeType: 'image/jpeg',
    buffer: photo,
  })
  await page.getByRole('button', { name: 'Transmettre mon attestation', exact: true }).click()
  if (javaScript) {
    await page.waitForURL('**/confirmation/*')
    expect(await page.locator('h1').innerText()).toContain('C’est transmis')
  } else {
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/trop lourd/)
    expect(await page.getByLabel('Quotient familial').inputValue()).toBe('612')
  }
})
