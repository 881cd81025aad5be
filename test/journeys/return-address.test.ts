import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { keepRefusedOrigin, listRefusedOrigins } from '#src/collectivite/refused-origins.js'
import { saveSettings } from '#src/collectivite/settings.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { refusedOrigins } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const BACK = 'https://portail.example.fr/familles?dossier=12&etape=qf'
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
})
beforeEach(async () => {
  await allow(['https://portail.example.fr'])
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.delete(refusedOrigins))
})
afterAll(() => service?.close())

test('an address that is allowed comes along to the confirmation, as a link that names its host', async () => {
  const visitor = service.newVisitor()
  const confirmation = await send(
    visitor,
    await follow(visitor, `?external_id=7&redirect_uri=${escaped(BACK)}`),
  )
  expect(confirmation.status).toBe(200)
  expect(confirmation.html).toContain(
    `<a href="${BACK.replaceAll('&', '&amp;')}">Revenir sur portail.example.fr</a>`,
  )
  expect(await listRefusedOrigins(service.services.db, FAY_AUX_LOGES)).toEqual([])
})

test('what a resident renews keeps its way back', async () => {
  const visitor = service.newVisitor()
  const review = await visitor.signIn(await follow(visitor, `?redirect_uri=${escaped(BACK)}`), {
    identity: 'ordinary',
  })
  const [, renewal = ''] = review.html.match(/href="([^"]*actualiser=oui)"/) ?? []
  const confirmation = await send(visitor, renewal.replaceAll('&amp;', '&'))
  expect(confirmation.text).toContain('Revenir sur portail.example.fr')
})

test('an origin that is allowed no more is not shown', async () => {
  const visitor = service.newVisitor()
  const departure = await follow(visitor, `?redirect_uri=${escaped(BACK)}`)
  const { url } = await send(visitor, departure)
  await allow([])
  expect((await visitor.visit(url)).text).not.toContain('Revenir sur')
})

test.each([
  ['another origin', 'https://evil.example/phishing?nom=MARQUEUR', 'https://evil.example'],
  ['the same host without protection', 'http://portail.example.fr/', 'http://portail.example.fr'],
  ['another port', 'https://portail.example.fr:8443/', 'https://portail.example.fr:8443'],
  [
    'a host that begins alike',
    'https://portail.example.fr.evil.example/',
    'https://portail.example.fr.evil.example',
  ],
  ['a name and a password', 'https://portail.example.fr@evil.example/', 'https://evil.example'],
  ['a name before the right host', `https://moi:${'secret'}@portail.example.fr/`, null],
  ['a script', 'javascript:alert(1)', null],
  ['an address of ours', '/agent', null],
  ['an address without scheme', '//portail.example.fr/', null],
  ['an address too long', `https://portail.example.fr/${'x'.repeat(2_000)}`, null],
  ['a host too long', `https://${'a.'.repeat(110)}fr/`, null],
])('%s is ignored, logged, and only its origin is kept', async (_what, given, kept) => {
  const visitor = service.newVisitor()
  const before = service.logs.length
  const shown = await visitor.request(`${page}/me_connecter?redirect_uri=${escaped(given)}`)
  const html = await shown.text()
  expect(shown.status).toBe(200)
  expect(html).not.toContain('redirect_uri')
  const forged = await send(visitor, `${page}/connexion?redirect_uri=${escaped(given)}`)
  expect(forged.text).not.toContain('Revenir sur')
  expect(service.logs.slice(before).some((line) => line.includes('return address ignored'))).toBe(true)
  expect(service.logs.join()).not.toContain('MARQUEUR')
  expect(await refused()).toEqual(kept ? [kept] : [])
})

test('the newest twenty are kept, each once', async () => {
  const { db } = service.services
  for (let day = 1; day <= 25; day++) {
    const at = new Date(Date.UTC(2026, 9, day))
    await keepRefusedOrigin(db, FAY_AUX_LOGES, `https://n${day}.example`, at)
    await keepRefusedOrigin(db, FAY_AUX_LOGES, 'https://souvent.example', at)
  }
  const origins = await listRefusedOrigins(db, FAY_AUX_LOGES)
  expect(origins).toHaveLength(20)
  expect(origins.map(({ origin }) => origin)).toContain('https://souvent.example')
  expect(origins.at(-1)?.origin).toBe('https://n7.example')
})

async function allow(returnOrigins: string[]): Promise<void> {
  const { safe, db } = service.services
  const current = (await findCollectivite(db, FAY_AUX_LOGES)) as Collectivite
  await saveSettings(safe, FAY_AUX_LOGES, { ...settingsOf(current), returnOrigins }, 'service')
}

function settingsOf({
  services,
  contact,
  counter,
  asksDeclaredFields,
  otherWays,
  acceptsWithoutFranceConnect,
  retentionDays,
}: Collectivite) {
  return {
    services,
    contact,
    counter,
    asksDeclaredFields,
    otherWays,
    acceptsWithoutFranceConnect,
    retentionDays,
  }
}

/** The departure to which the page of the collectivité leads. */
async function follow(visitor: Visitor, query: string): Promise<string> {
  const { html } = await visitor.visit(`${page}${query}`)
  return (html.match(/href="([^"]*\/connexion[^"]*)"/)?.[1] ?? '').replaceAll('&amp;', '&')
}

async function send(visitor: Visitor, departure: string) {
  const review = await visitor.signIn(departure, { identity: 'ordinary' })
  return visitor.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
}

// Written beside the page, so it may come a moment later.
async function refused(): Promise<string[]> {
  await wait(50)
  return (await listRefusedOrigins(service.services.db, FAY_AUX_LOGES)).map(({ origin }) => origin)
}

function escaped(text: string): string {
  return encodeURIComponent(text)
}
