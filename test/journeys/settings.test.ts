import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { keepRefusedOrigin, listRefusedOrigins } from '#src/collectivite/refused-origins.js'
import { saveSettings } from '#src/collectivite/settings.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents } from '#src/db/schema.js'
import { expectAccessible } from '../support/axe.js'
import { openPage } from '../support/browser.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const settings = `/agent/collectivites/${FAY_AUX_LOGES}/reglages`
const page = `/collectivites/${FAY_AUX_LOGES}`
const GOOD = {
  services: 'Cantine et garderie',
  contact: 'Mairie, mairie@fay.example',
  guichet_adresse: '48 rue Abbé-Georges-Thomas',
  guichet_horaires: 'lundi et jeudi, 9 h à 12 h',
  champs_declares: 'oui',
  par_guichet: 'oui',
  par_courriel: 'oui',
  retours:
    'https://Portail.Example.fr/familles?x=1\r\n\r\nhttps://autre.example\r\nhttps://portail.example.fr/',
  conservation: '90',
}
const HOSTILE = '"><script>alert(1)</script>’&amp;'
let service: TestService
let gestionnaire: Visitor

beforeAll(async () => {
  service = await startTestService()
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example', 'agent')
  gestionnaire = service.newVisitor()
  await gestionnaire.signIn('/agent/connexion', { identity: 'martine' })
})
beforeEach(async () => {
  await saveSettings(
    service.services.safe,
    FAY_AUX_LOGES,
    {
      services: null,
      contact: null,
      counter: { address: null, hours: null },
      asksDeclaredFields: false,
      otherWays: ['guichet'],
      acceptsWithoutFranceConnect: false,
      returnOrigins: [],
      retentionDays: 90,
    },
    'service',
  )
})
afterAll(() => service?.close())

const current = async () => (await findCollectivite(service.services.db, FAY_AUX_LOGES)) as Collectivite
const post = (change: Record<string, string>, path = settings) =>
  gestionnaire.visit(path, { form: { ...GOOD, ...change } })
const without = (...fields: string[]) =>
  Object.fromEntries(Object.entries(GOOD).filter(([field]) => !fields.includes(field)))

async function tracedSettings(): Promise<string[]> {
  const events = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    tx.select().from(auditEvents).orderBy(auditEvents.seq),
  )
  return events.filter(({ action }) => action === 'réglages').map(({ actor }) => actor.split(':')[0] ?? '')
}

test('what is saved is kept, traced, and read by residents', async () => {
  const before = (await tracedSettings()).length
  const saved = await post({})
  expect(saved.url.pathname + saved.url.search).toBe(`${settings}?enregistre=oui`)
  expect(saved.text).toContain('Vos réglages sont enregistrés')
  expect(await current()).toMatchObject({
    name: 'Fay-aux-Loges',
    services: GOOD.services,
    contact: GOOD.contact,
    counter: { address: GOOD.guichet_adresse, hours: GOOD.guichet_horaires },
    asksDeclaredFields: true,
    otherWays: ['guichet', 'courriel'],
    returnOrigins: ['https://portail.example.fr', 'https://autre.example'],
    retentionDays: 90,
  })
  expect((await tracedSettings()).slice(before)).toEqual(['agent'])
  const resident = service.newVisitor()
  expect((await resident.visit(page)).text).toContain('Services concernés : Cantine et garderie')
  const otherWay = (await resident.visit(`${page}/sans_france_connect`)).text
  for (const said of [
    GOOD.contact,
    GOOD.guichet_adresse,
    GOOD.guichet_horaires,
    'envoyez-la-lui par courriel',
  ])
    expect(otherWay).toContain(said)
})

test('what is emptied is shown no more', async () => {
  await post({})
  await gestionnaire.visit(settings, { form: { par_guichet: 'oui', conservation: '90' } })
  expect(await current()).toMatchObject({
    services: null,
    contact: null,
    counter: { address: null, hours: null },
    asksDeclaredFields: false,
    otherWays: ['guichet'],
    returnOrigins: [],
  })
  const resident = service.newVisitor()
  const shown = (await resident.visit(page)).text + (await resident.visit(`${page}/sans_france_connect`)).text
  expect(shown).not.toMatch(/Services concernés|Horaires|courriel/)
})

test.each([
  ['no other way is left', without('par_guichet', 'par_courriel'), 'Gardez au moins un autre moyen'],
  [
    'mail without an address',
    { ...GOOD, contact: 'Mairie, 02 38 59 57 11' },
    'Écrivez l’adresse électronique',
  ],
  ['a text too long', { ...GOOD, services: 'é'.repeat(201) }, 'Services concernés : Ce texte compte 201'],
  ['a site without protection', { ...GOOD, retours: 'http://portail.example.fr' }, 'n’est pas protégé'],
  ['a site on this computer', { ...GOOD, retours: 'http://localhost:3000' }, 'n’est pas protégé'],
  [
    'no site at all',
    { ...GOOD, retours: 'https://ok.example\nportail.example.fr' },
    'n’est pas une adresse complète',
  ],
  ['a script', { ...GOOD, retours: 'javascript:alert(1)' }, 'n’est pas une adresse complète'],
  [
    'a site with a password',
    { ...GOOD, retours: `https://moi:${'secret'}@portail.example.fr` },
    'mot de passe',
  ],
  ['a site too long', { ...GOOD, retours: `https://${'a.'.repeat(110)}fr` }, 'trop longue'],
  ['too many sites', { ...GOOD, retours: manySites(21) }, 'Vous avez écrit 21 adresses'],
  ['a retention not offered', { ...GOOD, conservation: '45' }, 'Choisissez une durée'],
  ['a retention above the service’s', { ...GOOD, conservation: '365' }, 'Choisissez une durée'],
  ['no retention', without('conservation'), 'Choisissez une durée'],
  ['a shorter retention, not confirmed', { ...GOOD, conservation: '30' }, 'passer de 90 à 30 jours'],
])('%s: refused, and everything typed is kept', async (_what, form: Record<string, string>, said) => {
  const before = await current()
  for (const path of [settings, `${settings}/apercu`]) {
    if (path !== settings && said.startsWith('passer')) continue
    const refused = await gestionnaire.visit(path, { form })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(said)
    expect(refused.text).toContain('Rien n’est encore enregistré')
    // A choice that is none cannot be shown again.
    const { conservation = '', ...texts } = form
    const chosen = ['30', '60', '90'].includes(conservation) ? { conservation } : {}
    expect(typedIn(refused.html)).toEqual({ ...texts, ...chosen, retours: linesOf(form.retours) })
  }
  expect(await current()).toEqual(before)
})

test('a shorter retention is confirmed, and says what will be erased', async () => {
  const shorter = await post({ conservation: '30', raccourcir: 'oui' })
  expect(shorter.text).toContain('il y a plus de 30 jours sera effacé')
  expect((await current()).retentionDays).toBe(30)
  expect((await post({ conservation: '60' })).text).not.toContain('sera effacé')
  expect((await current()).retentionDays).toBe(60)
})

test('the preview shows what was typed, keeps it, and saves nothing', async () => {
  const before = await current()
  const shown = await post({ conservation: '30', services: HOSTILE }, `${settings}/apercu`)
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('Aperçu, rien n’est enregistré')
  expect(shown.text).toContain(`Services concernés : ${HOSTILE.replace('&amp;', '&')}`)
  expect(shown.text).toContain('Transmettre mon quotient familial à Fay-aux-Loges')
  expect(typedIn(shown.html)).toMatchObject({
    contact: GOOD.contact,
    conservation: '30',
    par_courriel: 'oui',
  })
  expect(shown.text).not.toContain('Envoyer votre attestation d’ici')
  const online = await post({ sans_franceconnect: 'oui' }, `${settings}/apercu`)
  expect(online.text).toContain('Envoyer votre attestation d’ici')
  expect(await current()).toEqual(before)
})

test('hostile text is text, wherever it is shown', async () => {
  await post({
    services: HOSTILE,
    contact: `a@b.fr ${HOSTILE}`,
    guichet_adresse: HOSTILE,
    guichet_horaires: HOSTILE,
  })
  expect((await current()).services).toBe(HOSTILE)
  const resident = service.newVisitor()
  for (const path of [page, `${page}/sans_france_connect`])
    expect((await resident.visit(path)).html).not.toContain('<script>alert')
  expect((await gestionnaire.visit(settings)).html).not.toContain('<script>alert')
  const refused = await post({ retours: '</textarea><script>alert(1)</script>' })
  expect([refused.status, refused.html.includes('<script>alert')]).toEqual([422, false])
})

test('a site that was refused is allowed with one button, and nothing typed is lost', async () => {
  const { db } = service.services
  for (const origin of ['https://vu.example', 'http://nu.example', 'https://inconnu.example'])
    await keepRefusedOrigin(db, FAY_AUX_LOGES, origin, new Date('2026-11-26T10:00:00Z'))
  const shown = await gestionnaire.visit(settings)
  expect(shown.html).toContain('name="autoriser" value="https://vu.example"')
  expect(shown.html).not.toContain('name="autoriser" value="http://nu.example"')
  const allowed = await post({ autoriser: 'https://vu.example', retours: '' }, `${settings}/retours`)
  expect(allowed.text).toContain('Le site https://vu.example est autorisé')
  expect(typedIn(allowed.html)).toMatchObject({ services: GOOD.services, retours: 'https://vu.example' })
  await post({ autoriser: 'http://nu.example' }, `${settings}/retours`)
  await post({ autoriser: 'https://vu.example' }, `${settings}/retours`)
  expect(await current()).toMatchObject({ services: null, returnOrigins: ['https://vu.example'] })
  const forgotten = await post({ oublier: 'https://inconnu.example' }, `${settings}/retours`)
  expect(forgotten.text).toContain('Le site https://inconnu.example n’est plus dans la liste')
  expect(typedIn(forgotten.html)).toMatchObject({ services: GOOD.services })
  const left = await listRefusedOrigins(db, FAY_AUX_LOGES)
  expect(left.map(({ origin }) => origin)).toEqual(['http://nu.example'])
})

test('twenty sites are enough', async () => {
  await post({ retours: manySites(20) })
  const refused = await post({ autoriser: 'https://vu.example' }, `${settings}/retours`)
  expect(refused.text).toContain('Vous autorisez déjà 20 sites')
  expect((await current()).returnOrigins).toHaveLength(20)
})

test('to an agent, to another collectivité and from elsewhere it does not exist', async () => {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'nadia' })
  expect((await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)).status).toBe(200)
  const before = await current()
  for (const path of [settings, `${settings}/apercu`, `${settings}/retours`]) {
    expect((await agent.visit(path, { form: GOOD })).status).toBe(404)
    expect((await gestionnaire.visit(path.replace(FAY_AUX_LOGES, CALVI), { form: GOOD })).status).toBe(404)
    const forged = { form: GOOD, headers: { Origin: 'https://evil.example' } }
    expect((await gestionnaire.request(path, forged)).status).toBe(403)
  }
  expect((await agent.visit(settings)).status).toBe(404)
  expect((await service.newVisitor().visit(settings)).url.pathname).toBe('/agent')
  expect(await current()).toEqual(before)
})

test('two gestionnaires who save at once harm nothing: one of them wins', async () => {
  await Promise.all(
    ['A', 'B', 'A', 'B'].map((services) => post({ services, contact: `${services}@fay.example` })),
  )
  const { services, contact } = await current()
  expect(contact).toBe(`${services}@fay.example`)
})

test.each([true, false])('in a browser, with JavaScript: %s', async (javaScript) => {
  await keepRefusedOrigin(service.services.db, FAY_AUX_LOGES, 'https://vu.example', new Date())
  await using visit = await openPage({ width: 320, javaScript })
  const { page: tab } = visit
  await tab.goto(`${service.url}/agent/connexion`)
  await tab.getByRole('button', { name: /^Martine LEGENDRE/ }).click()
  await tab.getByRole('link', { name: 'Réglages' }).click()
  await tab.getByLabel('Services concernés').first().fill('Cantine')
  await tab.getByRole('button', { name: 'Aperçu de la page des habitants' }).click()
  await tab.getByText('Aperçu, rien n’est enregistré').waitFor()
  await expectAccessible(tab)
  await tab.getByRole('button', { name: 'Autoriser https://vu.example' }).click()
  await tab.getByText('est autorisé').waitFor()
  await tab.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await tab.getByText('Vos réglages sont enregistrés').waitFor()
  await expectAccessible(tab)
  expect(await current()).toMatchObject({ services: 'Cantine', returnOrigins: ['https://vu.example'] })
})

function manySites(count: number): string {
  return Array.from({ length: count }, (_, at) => `https://n${at}.example`).join('\n')
}

function linesOf(text = ''): string {
  return text.replaceAll('\r\n', '\n')
}

/** What the form holds, as its own browser would post it. */
function typedIn(html: string): Record<string, string> {
  const form = html.slice(
    html.indexOf('<form id="reglages"'),
    html.indexOf('</form>', html.indexOf('id="reglages"')),
  )
  const decode = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replaceAll('&amp;', '&')
  const fields = [...form.matchAll(/<input [^>]*>/g)].flatMap(([tag]) => {
    const at = (name: string) => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? ''
    const posted = ['checkbox', 'radio'].includes(at('type')) ? / checked/.test(tag) : true
    return posted ? [[at('name'), decode(at('value'))] as const] : []
  })
  const area = form.match(/<textarea[^>]*>\n?([^<]*)<\/textarea>/)?.[1] ?? ''
  return { ...Object.fromEntries(fields), retours: linesOf(decode(area)) }
}
