import { createRequire } from 'node:module'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRecipient } from './api-particulier/siret.js'
import { createHttpBrowser } from './http-browser.js'
import { choices } from './proconnect/choices.js'
import { organisations, otherOrganisations } from './proconnect/organisations.js'
import { personas } from './proconnect/personas.js'
import { discover, leaveForProConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const TERRITORIAL = ['agent_public', 'agent_public_territorial']
let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'PROCONNECT')
})
afterAll(() => sandbox?.close())

async function signInAs(identity: string) {
  const tokens = await obtainTokens(config, await leaveForProConnect(config), { identity })
  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  return { tokens, userInfo }
}

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
    roles: TERRITORIAL,
    organization_label: 'Commune de Fay-aux-Loges',
  })
  expect(userInfo).not.toHaveProperty('phone_number')
})

test('the same person has the same sub in each organisation that she chooses, a SIVOS among them', async () => {
  const sirets = [organisations.fayAuxLoges, otherOrganisations.vitryAuxLoges, otherOrganisations.sivos].map(
    ({ siret }) => siret,
  )
  const signedIn = []
  for (const siret of sirets) signedIn.push((await signInAs(`delphine/${siret}`)).userInfo)
  expect(new Set(signedIn.map(({ sub }) => sub)).size).toBe(1)
  expect(signedIn.map(({ siret }) => siret)).toEqual(sirets)
  expect(signedIn.map(({ roles }) => roles)).toEqual([TERRITORIAL, TERRITORIAL, TERRITORIAL])
})

test.each([
  [
    'nadia, of a school, has the SIREN of the commune',
    'nadia',
    otherOrganisations.fayAuxLogesSchool,
    TERRITORIAL,
  ],
  ['gerard, of the CCAS, has another SIREN', 'gerard', otherOrganisations.fayAuxLogesCcas, TERRITORIAL],
  ['ange has the SIRET of the head office', 'ange', organisations.calvi, TERRITORIAL],
  ['josiane is elected and counts as an agent', 'josiane', organisations.saintLeu, TERRITORIAL],
  ['bruno has no role, his could not be computed', 'bruno', organisations.fayAuxLoges, []],
  ['claire is of the State', 'claire', otherOrganisations.dinum, ['agent_public', 'agent_public_etat']],
])('%s', async (_name, id, { siret }, roles) => {
  expect((await signInAs(id)).userInfo).toMatchObject({ siret, roles })
})

test('the page offers one button for each organisation of each person', async () => {
  const html = await createHttpBrowser().read((await leaveForProConnect(config)).url)
  expect(html).toMatch(/<button[^>]*>Martine LEGENDRE — Commune de Fay-aux-Loges<\/button>/)
  expect(html.match(/Delphine ROUSSILLAT — /g)).toHaveLength(3)
  expect(html.match(/name="identity"/g)).toHaveLength(choices.length)
})

test('a private employee stays on the page Y500015, without a session', async () => {
  const browser = createHttpBrowser()
  const { url } = await leaveForProConnect(config)
  const refused = await browser.answer(url, { identity: 'kevin' })
  expect('page' in refused && (await refused.page.text())).toContain('Y500015')
  expect(await browser.read(url)).toContain('Choisissez un agent')
})

test('organisations have valid SIRETs, those of communes with their true SIREN', () => {
  const all = [...Object.values(organisations), ...Object.values(otherOrganisations)]
  expect(all.filter(({ siret }) => !isRecipient(siret))).toEqual([])
  const communes: { code: string; siren?: string }[] = createRequire(import.meta.url)(
    '@etalab/decoupage-administratif/data/communes.json',
  )
  const sirens = new Map(communes.filter(({ siren }) => siren).map(({ code, siren }) => [code, siren]))
  for (const { siret, codeCog } of [...Object.values(organisations), otherOrganisations.vitryAuxLoges]) {
    expect(siret.slice(0, 9)).toBe(sirens.get(codeCog ?? ''))
  }
})

test('persons have ids and subs of their own', () => {
  expect(new Set(personas.map(({ id }) => id)).size).toBe(personas.length)
  expect(new Set(personas.map(({ sub }) => sub)).size).toBe(personas.length)
})
