import { createRequire } from 'node:module'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRecipient } from './api-particulier/siret.js'
import { createHttpBrowser, signIn } from './http-browser.js'
import { organisations, otherOrganisations } from './proconnect/organisations.js'
import { choices, personas } from './proconnect/personas.js'
import { discover, leaveForProConnect, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'PROCONNECT')
})
afterAll(() => sandbox.close())

test('an agent signs in with PKCE: signed tokens, claims of the granted scopes', async () => {
  const { tokens, userInfo } = await signInAs('martine')
  expect(tokens).toMatchObject({ expires_in: 3600, refresh_token: expect.any(String) })
  expect(tokens.claims()).not.toHaveProperty('acr')
  expect(userInfo).toMatchObject({
    sub: tokens.claims()?.sub,
    given_name: 'Martine',
    usual_name: 'LEGENDRE',
    email: 'martine.legendre@fay-aux-loges.example',
    siret: organisations.fayAuxLoges.siret,
    roles: ['agent_public', 'agent_public_territorial'],
    organization_label: 'Commune de Fay-aux-Loges',
  })
  expect(userInfo).not.toHaveProperty('phone_number')
})

test('the same person has the same sub in each organisation that she chooses', async () => {
  const fay = await signInAs(`sylvie/${organisations.fayAuxLoges.siret}`)
  const calvi = await signInAs(`sylvie/${organisations.calvi.siret}`)
  expect(fay.userInfo.sub).toBe(calvi.userInfo.sub)
  expect([fay.userInfo.siret, calvi.userInfo.siret]).toEqual([
    organisations.fayAuxLoges.siret,
    organisations.calvi.siret,
  ])
})

test('the page offers one button for each organisation of each person', async () => {
  const arrived = await createHttpBrowser().open((await leaveForProConnect(config)).url)
  const html = 'page' in arrived ? await arrived.page.text() : ''
  expect(html).toMatch(/<button[^>]*>Martine LEGENDRE — Commune de Fay-aux-Loges<\/button>/)
  expect(html.match(/Sylvie MAURIN — /g)).toHaveLength(2)
  expect(html.match(/name="identity"/g)).toHaveLength(choices.length)
})

test('a wrong code verifier is refused', async () => {
  const { url, checks } = await leaveForProConnect(config)
  const returned = await signIn(url, { identity: 'martine' })
  const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() }
  await expect(oidc.authorizationCodeGrant(config, returned, wrong)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test.each([
  ['select_account', 'invalid_request'],
  ['select_organization', 'invalid_request'],
  ['none', 'login_required'],
])('prompt=%s comes back as %s', async (prompt, error) => {
  const { url } = await leaveForProConnect(config, { prompt })
  expect((await signIn(url, { identity: 'martine' })).searchParams.get('error')).toBe(error)
})

test('the level comes only when asked for, and an essential level is matched exactly', async () => {
  const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['eidas1-mfa', 'eidas2'] } } })
  const enough = await leaveForProConnect(config, { claims })
  const tokens = await oidc.authorizationCodeGrant(
    config,
    await signIn(enough.url, { identity: 'claire' }),
    enough.checks,
  )
  expect(tokens.claims()?.acr).toBe('eidas1-mfa')
  const { url } = await leaveForProConnect(config, { claims })
  expect((await signIn(url, { identity: 'yann' })).searchParams.get('error')).toBe('access_denied')
})

test('a known scope that is not granted comes back as invalid_scope', async () => {
  const { url } = await leaveForProConnect(config, { scope: 'openid chorusdt' })
  expect((await signIn(url, { identity: 'martine' })).searchParams.get('error')).toBe('invalid_scope')
})

test('giving up comes back as access_denied', async () => {
  const { url } = await leaveForProConnect(config)
  expect((await signIn(url, { error: 'access_denied' })).searchParams.get('error')).toBe('access_denied')
})

test('a private employee stays on the page Y500015', async () => {
  const browser = createHttpBrowser()
  const arrived = await browser.open((await leaveForProConnect(config)).url)
  if (!('page' in arrived)) throw new Error('no page')
  const refused = await browser.submit(arrived.url, { identity: 'kevin' })
  expect('page' in refused && (await refused.page.text())).toContain('Y500015')
})

test('signing out comes back with state', async () => {
  const { tokens } = await signInAs('martine')
  const url = oidc.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: `${PUBLIC_URL}/agent/logout-callback`,
    state: 'the-state',
  })
  const left = await createHttpBrowser().open(url)
  expect('leftFor' in left && left.leftFor.href).toBe(`${PUBLIC_URL}/agent/logout-callback?state=the-state`)
})

test('organisations have valid SIRETs, those of communes with their true SIREN', () => {
  const all = [...Object.values(organisations), ...Object.values(otherOrganisations)]
  expect(all.filter(({ siret }) => !isRecipient(siret))).toEqual([])
  const communes: { code: string; siren?: string }[] = createRequire(import.meta.url)(
    '@etalab/decoupage-administratif/data/communes.json',
  )
  const sirens = new Map(communes.filter(({ siren }) => siren).map(({ code, siren }) => [code, siren]))
  for (const { siret, codeCog } of [...Object.values(organisations), otherOrganisations.vitryAuxLoges]) {
    expect(siret.slice(0, 9)).toBe(sirens.get(codeCog))
  }
})

test('persons have ids and subs of their own', () => {
  expect(new Set(personas.map(({ id }) => id)).size).toBe(personas.length)
  expect(new Set(personas.map(({ sub }) => sub)).size).toBe(personas.length)
})

async function signInAs(identity: string) {
  const { url, checks } = await leaveForProConnect(config)
  const tokens = await oidc.authorizationCodeGrant(config, await signIn(url, { identity }), checks)
  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  return { tokens, userInfo }
}
