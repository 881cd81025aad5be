import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import type { DataPassControls } from './datapass/controls.js'
import { type Receiver, startReceiver } from './datapass/receiver.js'
import { signatureOf } from './datapass/signature.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const SECRET = 'simulator-secret'
let sandbox: Sandbox
let receiver: Receiver
let dataPass: DataPassControls

beforeAll(async () => {
  receiver = await startReceiver()
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
  dataPass = sandbox.dataPass
})
beforeEach(() => {
  dataPass.reset()
  dataPass.sendTo(receiver.url)
  receiver.received.length = 0
})
afterAll(async () => {
  await sandbox?.close()
  await receiver?.close()
})

const openDataPass = async () => {
  const visit = await openPage({ javaScript: false, width: 320 })
  await visit.page.goto(sandbox.url)
  await visit.page.getByRole('link', { name: 'les demandes des collectivités' }).click()
  return visit
}
const events = () => receiver.received.map(({ body }) => body.event)

test('a collectivité asks on the page, and DataPass says yes', async () => {
  await using visit = await openDataPass()
  const { page } = visit
  await expectAccessible(page)
  await page.getByLabel('Courriel du contact métier').fill('cantine@vitry-aux-loges.example')
  await page.getByRole('combobox', { name: 'Formulaire' }).selectOption('api-particulier-jvs-mairistem')
  await page.getByRole('button', { name: 'Créer la demande' }).click()
  const [request] = dataPass.requests
  expect(receiver.received).toEqual([])
  const section = page.getByRole('region', { name: `D${request?.id} — COMMUNE DE VITRY AUX LOGES` })
  await section.getByRole('button', { name: 'Soumettre' }).click()
  await section.getByRole('button', { name: 'Valider' }).click()
  expect(events()).toEqual(['submit', 'approve'])
  expect(receiver.received.at(-1)?.body).toMatchObject({
    model_type: 'authorization_request/api_particulier',
    data: {
      state: 'validated',
      applicant: { email: 'helene.charbonnet@vitry-aux-loges.example', family_name: 'CHARBONNET' },
      organization: { siret: '21450346800016', insee_payload: { etablissement: expect.any(Object) } },
      data: { contact_metier_email: 'cantine@vitry-aux-loges.example' },
      service_provider: { id: 'jvs_mairistem' },
    },
  })
  await expect.poll(() => section.innerText()).toContain('Habilitation H')
  await expectAccessible(page)
})

test('only what can happen now has a button', async () => {
  const request = dataPass.createRequest({ state: 'validated' })
  await using visit = await openDataPass()
  const { page } = visit
  const names = await page.locator('button[name=event]').allInnerTexts()
  expect(names).toEqual(['Rouvrir', 'Transférer', 'Révoquer'])
  dataPass.freeze(request, 'revoke')
  const late = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Révoquer' }).click()
  expect((await late).status()).toBe(409)
  expect(events()).toEqual([])
})

test('a transfer goes to whom the page says', async () => {
  dataPass.createRequest({ state: 'validated' })
  await using visit = await openDataPass()
  const { page } = visit
  await page.getByText('Options').click()
  await page.getByLabel('ou au SIRET').fill('25450142200011')
  await page.getByLabel('nommé').fill('SIVOS DE FAY ET VITRY')
  await page.getByRole('button', { name: 'Transférer' }).click()
  expect(receiver.received.at(-1)?.body).toMatchObject({
    data: {
      organization: { siret: '25450142200011', name: 'SIVOS DE FAY ET VITRY' },
      applicant: { email: 'helene.charbonnet@vitry-aux-loges.example' },
    },
  })
})

test('events can be kept back, and sent in disorder', async () => {
  dataPass.createRequest({ state: 'submitted' })
  await using visit = await openDataPass()
  const { page } = visit
  for (const name of ['Valider', 'Révoquer']) {
    await page.getByText('Options').click()
    await page.getByLabel('Retenir au lieu d’envoyer').check()
    await page.getByRole('button', { name }).click()
  }
  expect(events()).toEqual([])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Tout envoyer, le dernier d’abord' }).click()
  expect(events()).toEqual(['revoke', 'approve'])
  expect(await page.getByRole('region', { name: 'Événements retenus' }).innerText()).toContain('Aucun.')
})

test('what was sent can be sent again, rightly and wrongly', async () => {
  const { text } = await dataPass.fire(dataPass.createRequest(), 'approve')
  await using visit = await openDataPass()
  const { page } = visit
  const signature = () => receiver.received.at(-1)?.headers['x-hub-signature-256']
  await page.getByRole('button', { name: 'Mal signé' }).first().click()
  expect(signature()).not.toBe(signatureOf(text, SECRET))
  await page.getByRole('button', { name: 'Rejouer' }).first().click()
  expect(signature()).toBe(signatureOf(text, SECRET))
  await page.getByRole('button', { name: 'Autre environnement' }).first().click()
  expect(receiver.received.at(-1)?.headers['x-app-environment']).toBe('staging')
  expect(new Set(receiver.received.map((one) => one.text))).toEqual(new Set([text]))
})

test('any body can be sent, and the test of the webhook', async () => {
  await using visit = await openDataPass()
  const { page } = visit
  await page.getByLabel('Corps').fill('pas du JSON')
  await page.getByRole('combobox', { name: 'Envoi' }).selectOption('no-signature')
  await page.getByRole('button', { name: 'Envoyer ce corps' }).click()
  expect(receiver.received.at(-1)).toMatchObject({ text: 'pas du JSON' })
  expect(receiver.received.at(-1)?.headers).not.toHaveProperty('x-hub-signature-256')
  await page.getByRole('button', { name: 'Envoyer l’essai de DataPass' }).click()
  expect(receiver.received.at(-1)?.body).toMatchObject({ test: true })
})

test('faults are asked on the page, said there, and end there', async () => {
  dataPass.createRequest()
  await using visit = await openDataPass()
  const { page } = visit
  const faults = page.getByRole('region', { name: 'Pannes et nouveaux essais' })
  await page.getByLabel('Essayer').selectOption('faster')
  await page.getByRole('button', { name: 'Changer les essais' }).click()
  await page.getByLabel('Combien de fois').fill('3')
  await page.getByRole('button', { name: 'Mettre en panne' }).click()
  await page.getByRole('button', { name: 'Changer les jetons' }).click()
  await page.getByRole('button', { name: 'Ralentir' }).click()
  await expectAccessible(page)
  const said = await faults.innerText()
  expect(said).toContain('60 fois plus vite')
  expect(said).toContain('API : réponse 500, encore 3 fois')
  expect(said).toContain('API : pas de jeton')
  expect(said).toContain('API : 3000 ms par réponse')
  await page.getByRole('button', { name: 'Tout oublier et tout rétablir' }).click()
  expect(await faults.innerText()).toContain('Aucune panne en cours.')
  expect(dataPass.requests).toEqual([])
})
