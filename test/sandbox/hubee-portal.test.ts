import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Hubee } from '#src/external/hubee/client.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { hubeeOf } from '../support/hubee.js'
import { keyboardOf } from '../support/keyboard.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import type { HubeeControls } from './hubee/hubee.js'
import { AGENT_STATUSES, SUBSCRIPTION_STATUSES } from './hubee/model.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const COG = '45142'
const TYPES = {
  'Récapitulatif « QF ».pdf': 'application/pdf',
  'qf.json': 'application/json',
  'qf.xml': 'application/xml',
}

let sandbox: Sandbox
let hub: HubeeControls
let hubee: Hubee
let portal: string

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' } })
  hub = sandbox.hubee
  portal = `${sandbox.url}/hubee/portail`
})
beforeEach(() => {
  hub.reset()
  hubee = hubeeOf(sandbox)
})
afterAll(() => sandbox?.close())

async function send(reference: string, { firstName = 'Nadège', isCompleted = true } = {}) {
  const files = Object.entries(TYPES).map(([name, mimeType]) => ({
    name,
    mimeType,
    bytes: Buffer.from(name),
  }))
  const created = await hubee.createFolder({
    externalId: `Formulaire-QF-${reference}`,
    applicant: { firstName, lastName: 'D’ESSAI' },
    recipient: { siret: FAY_AUX_LOGES, cogCode: COG },
    files,
  })
  for (const { id, name } of created.files) await hubee.upload(created.id, id, Buffer.from(name))
  if (isCompleted) await hubee.complete(created.id)
  return created
}

const post = (path: string, status: string) =>
  fetch(`${portal}${path}`, { method: 'POST', body: new URLSearchParams({ status }), redirect: 'manual' })
const read = async () => (await fetch(portal)).text()

test('an agent opens a télédossier and says where it is, from the keyboard alone', async () => {
  hub.subscribe(FAY_AUX_LOGES, COG)
  await send('Q23456789B')
  await using visit = await openPage({ javaScript: false, width: 320 })
  const { page } = visit
  await page.goto(sandbox.url)
  await page.getByRole('link', { name: 'le portail des communes' }).click()
  await expectAccessible(page)
  const section = page.getByRole('region', { name: 'Formulaire-QF-Q23456789B' })
  const said = () => section.innerText()
  expect(await said()).toContain('Demandeur\u00a0: Nadège D’ESSAI')
  expect(await said()).toContain(`Destinataire\u00a0: SIRET ${FAY_AUX_LOGES}, code COG ${COG}`)
  expect(await said()).toContain('Statut\u00a0: annoncé à la commune HUBEE_NOTIFIED')
  await keyboardOf(page).follow('traité DONE')
  expect(await said()).toContain('Statut\u00a0: traité DONE')
  expect(hub.notifications.at(-1)).toMatchObject({ caseId: hub.folders[0]?.cases[0]?.id })
})

test('the administrator decides who takes télédossiers', async () => {
  hub.subscribe(FAY_AUX_LOGES, '45143')
  hub.subscribe(FAY_AUX_LOGES, COG, 'Inactif')
  await using visit = await openPage({ javaScript: false })
  const { page } = visit
  await page.goto(portal)
  const form = page.getByRole('group', { name: `SIRET ${FAY_AUX_LOGES}, code COG ${COG}` })
  for (const status of SUBSCRIPTION_STATUSES) {
    await form.getByRole('button', { name: status, exact: true }).click()
    await expect.poll(() => form.locator('strong + code').innerText()).toBe(status)
    expect(hub.subscriptions.map((one) => one.status)).toEqual(['Actif', status])
  }
})

test('each of the seven statuses can be given, those of others cannot', async () => {
  hub.subscribe(FAY_AUX_LOGES, COG)
  const { id, caseId } = await send('Q23456789B')
  for (const status of AGENT_STATUSES) {
    const moved = await post(`/cas/${caseId}`, status)
    expect([moved.status, moved.headers.get('Location')]).toEqual([303, `/hubee/portail#dossier-${id}`])
    expect(hub.folders[0]?.cases[0]?.status).toBe(status)
  }
  for (const status of ['CLOSED', 'HUBEE_NOTIFIED', 'toString', ''])
    expect((await post(`/cas/${caseId}`, status)).status).toBe(400)
  expect((await post(`/abonnements/${hub.subscriptions[0]?.id}`, 'Fermé')).status).toBe(400)
  expect(hub.folders[0]?.cases[0]?.events).toHaveLength(AGENT_STATUSES.length)
})

test('files come as they were sent, under their type and name', async () => {
  hub.subscribe(FAY_AUX_LOGES, COG)
  await send('Q23456789B')
  const paths = [...(await read()).matchAll(/href="(\/hubee\/portail\/pieces\/[^"]+)"/g)].map(
    ([, path]) => path,
  )
  const files = await Promise.all(paths.map((path) => fetch(`${sandbox.url}${path}`)))
  expect(files.map(({ headers }) => headers.get('Content-Type'))).toEqual(Object.values(TYPES))
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(Object.keys(TYPES))
  expect(files[0]?.headers.get('Content-Disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('Récapitulatif « QF ».pdf')}`,
  )
})

test('only what is completed is shown, the newest first; where there is nothing, the page says so', async () => {
  const empty = await read()
  expect(empty).toContain('Aucune commune n’est abonnée.')
  expect(empty).toContain('Aucun télédossier n’est arrivé.')
  hub.subscribe(FAY_AUX_LOGES, COG)
  const { caseId, files } = await send('Q1', { isCompleted: false })
  for (const reference of ['Q2', 'Q3']) await send(reference)
  const shown = [...(await read()).matchAll(/<h3[^>]*>([^<]*)</g)].map(([, name]) => name)
  expect(shown).toEqual(['Formulaire-QF-Q3', 'Formulaire-QF-Q2'])
  expect((await post(`/cas/${caseId}`, 'DONE')).status).toBe(404)
  expect((await fetch(`${portal}/pieces/${files[0]?.id}`)).status).toBe(404)
})

test('what senders write stays text', async () => {
  hub.subscribe(FAY_AUX_LOGES, COG)
  await send('<b>', { firstName: '"><script>alert(1)</script>' })
  const html = await read()
  expect(html).toContain('Formulaire-QF-&lt;b&gt;')
  expect(html).toContain('&quot;&gt;&lt;script&gt;')
  expect(html).not.toMatch(/<script|<b>/)
})

test('the portal meets no fault and is no way round tokens', async () => {
  hub.subscribe(FAY_AUX_LOGES, COG)
  hub.failNext('500')
  for (const path of ['', '/', '/inconnu', '/pieces/x']) await fetch(`${portal}${path}`)
  expect((await post('/cas/x', 'DONE')).status).toBe(404)
  expect((await post('/abonnements/x', 'Actif')).status).toBe(404)
  expect([(await fetch(portal)).status, hub.calls]).toEqual([200, []])
  const notifications = `${sandbox.hubeeEnvironment.HUBEE_API_URL}/teledossiers/v1/notifications`
  expect((await fetch(notifications)).status).toBe(500)
  expect((await fetch(notifications)).status).toBe(401)
})
