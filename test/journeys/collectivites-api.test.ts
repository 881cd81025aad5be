import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchWords } from '#src/collectivite/search-key.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, collectivites, dataKeys } from '#src/db/schema.js'
import { WEBHOOK_SECRETS } from '../sandbox/datapass/deliveries.js'
import { signatureOf } from '../sandbox/datapass/signature.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import {
  compileComponents,
  faultsOfAnswer,
  faultsOfOpenApi,
  faultsOfRequest,
  type OpenApi,
} from '../support/openapi.js'
import { startTestService, type TestService } from '../support/service.js'

const LIST = '/api/collectivites'
const ONE = '/api/collectivites/{code_cog}'
const WEBHOOK = '/api/datapass/webhook'
const TOKEN = 'partner-token-of-tests'
const SAINT_LEU = '21974013100012'
// Of Fay-aux-Loges, and before it in the order of SIRETs.
const COMMUNITY = '20000524100019'
const CCAS = '26450142000014'
const ADON = '21450001900010'
const AILLANT = '21450002700013'
const AMILLY = '21450004300010'
const ANDONVILLE = '21450005000015'
const LA_POSTE = '35600000000048'

// What API Particulier sends: names of the Sirene, a département cut from the postal code.
const ofCalvi = {
  siret: CALVI,
  code_cog: '2B050',
  departement: '20',
  name: 'COMMUNE DE CALVI',
  status: 'active',
  editor: 'editeur-exemple',
}

let service: TestService
let document: OpenApi

beforeAll(async () => {
  service = await startTestService()
  document = (await (await fetch(`${service.url}/api/openapi.json`)).json()) as OpenApi
})
afterAll(() => service?.close())

/** A call of the API, whose answer must be as the served OpenAPI describes it. */
async function call(path: string, init: RequestInit = {}, described?: string) {
  const response = await fetch(service.url + path, { redirect: 'manual', ...init })
  const { method = 'GET' } = init
  const template = described ?? path
  if (method !== 'OPTIONS' && method !== 'HEAD')
    expect(await faultsOfAnswer(document, { method, path: template }, response)).toEqual([])
  return response
}

const find = (code: string) => call(`${LIST}/${code}`, {}, ONE)
const post = (body: unknown, headers: Record<string, string> = {}) =>
  call(LIST, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  })
const listed = async () => (await (await call(LIST)).json()) as { siret: string; name: string }[]
const rowOf = async (siret: string) =>
  (await service.services.db.select().from(collectivites).where(eq(collectivites.siret, siret)))[0]
const setState = (siret: string, state: 'ouverte' | 'suspendue' | 'fermée') =>
  service.services.db.update(collectivites).set({ state }).where(eq(collectivites.siret, siret))

describe('who is open, for everybody', () => {
  beforeAll(async () => {
    await service.open(FAY_AUX_LOGES)
    await service.open(COMMUNITY, { codeCog: '45142', name: 'Communauté de communes des Loges' })
    await service.open(CCAS, { codeCog: '45142', name: 'CCAS de Fay-aux-Loges' })
    await service.open(ADON, { state: 'en attente' })
    await service.open(AILLANT, { state: 'suspendue' })
    await service.open(AMILLY, { state: 'fermée' })
  })

  test('the open ones only, by name, with three fields each, without a key or a cookie', async () => {
    const response = await call(LIST)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual([
      { siret: CCAS, name: 'CCAS de Fay-aux-Loges', code_cog: '45142' },
      { siret: COMMUNITY, name: 'Communauté de communes des Loges', code_cog: '45142' },
      { siret: FAY_AUX_LOGES, name: 'Fay-aux-Loges', code_cog: '45142' },
    ])
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
  })

  test('the commune before another body of its COG, whatever their SIRETs; the other when it alone is open', async () => {
    expect(COMMUNITY < FAY_AUX_LOGES).toBe(true)
    expect(await (await find('45142')).json()).toEqual({
      siret: FAY_AUX_LOGES,
      name: 'Fay-aux-Loges',
      code_cog: '45142',
    })
    await setState(FAY_AUX_LOGES, 'suspendue')
    await setState(COMMUNITY, 'fermée')
    expect(await (await find('45142')).json()).toMatchObject({ siret: CCAS })
    await setState(CCAS, 'suspendue')
    expect((await find('45142')).status).toBe(404)
    for (const siret of [FAY_AUX_LOGES, COMMUNITY, CCAS]) await setState(siret, 'ouverte')
  })

  test.each([
    '45001',
    '45002',
    '45004',
    '45999',
    '2A004',
    '45142%00',
    "45142'--",
    '%E0%A4%A',
    'x'.repeat(40),
  ])('no open one has the code %s: a JSON 404', async (code) => {
    const response = await find(code)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      code: 'UNKNOWN_COLLECTIVITE',
      message: 'Aucune collectivité ouverte n’a ce code COG.',
    })
  })

  test.each([LIST, `${LIST}/45142`, `${LIST}/00000`, '/api/openapi.json'])(
    '%s is read from every site, with its preflight',
    async (path) => {
      const origin = { Origin: 'https://portail.example.fr' }
      const { headers } = await fetch(service.url + path, { headers: origin })
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      const preflight = await fetch(service.url + path, {
        method: 'OPTIONS',
        headers: { ...origin, 'Access-Control-Request-Method': 'GET' },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
      expect(preflight.headers.get('access-control-allow-methods')).toBe('GET,HEAD')
      expect(preflight.headers.get('content-security-policy')).toContain("default-src 'none'")
    },
  )

  test('what did not change is not sent again, compressed or not; a change is', async () => {
    const first = await call(LIST, { headers: { 'Accept-Encoding': 'gzip' } })
    expect(first.headers.get('content-encoding')).toBe('gzip')
    const known = { 'If-None-Match': first.headers.get('etag') ?? '', Origin: 'https://portail.example.fr' }
    const again = await call(LIST, { headers: known })
    expect(again.status).toBe(304)
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
    await setState(COMMUNITY, 'fermée')
    expect((await call(LIST, { headers: known })).status).toBe(200)
    await setState(COMMUNITY, 'ouverte')
  })

  test('a HEAD has the headers and no body', async () => {
    const response = await call(LIST, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.text()).toBe('')
  })
})

describe('a partner opens a collectivité', () => {
  test('as it calls the State’s form: it waits, with the name and the département that are its own', async () => {
    const response = await post(ofCalvi)
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({
      siret: CALVI,
      code_cog: '2B050',
      departement: '2B',
      name: 'Calvi',
      status: 'active',
      editor: 'editeur-exemple',
      state: 'en attente',
    })
    expect(await rowOf(CALVI)).toMatchObject({
      state: 'en attente',
      departementName: 'Haute-Corse',
      postalCodes: ['20260'],
      editor: 'editeur-exemple',
      retentionDays: 90,
    })
    expect((await service.newVisitor().visit(`/collectivites/${CALVI}`)).text).toContain('ouvre bientôt')
    expect((await find('2B050')).status).toBe(404)
    expect((await listed()).map(({ siret }) => siret)).not.toContain(CALVI)
  })

  test('its opening stands in its trace, and its data key is made', async () => {
    const inCalvi = <T>(work: Parameters<typeof asCollectivite<T>>[2]) =>
      asCollectivite(service.services.db, CALVI, work)
    expect(await inCalvi((tx) => tx.select().from(auditEvents))).toMatchObject([
      { actor: 'partenaire', action: 'ouverture', references: [] },
    ])
    expect(await inCalvi((tx) => tx.$count(dataKeys))).toBe(1)
  })

  test('a CCAS overseas: the COG tells its département, its name is in ordinary capitals', async () => {
    const response = await post({
      siret: '26974013600016',
      code_cog: '97413',
      departement: '97',
      name: 'CENTRE COMMUNAL D ACTION SOCIALE',
      status: 'active',
      editor: null,
      surprise: [1],
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      departement: '974',
      name: 'Centre communal d’action sociale (Saint-Leu)',
      editor: null,
    })
  })

  test('once its gestionnaire is there it is found', async () => {
    await setState(CALVI, 'ouverte')
    expect(await (await find('2B050')).json()).toEqual({ siret: CALVI, name: 'Calvi', code_cog: '2B050' })
  })

  test('only siret, code_cog, name and status are asked for', async () => {
    const least = { siret: SAINT_LEU, code_cog: '97413', name: 'COMMUNE DE SAINT-LEU', status: 'active' }
    for (const field of Object.keys(least)) {
      const response = await post({ ...least, [field]: undefined })
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ errors: { [field]: ['Ce champ est obligatoire.'] } })
    }
    expect((await post(least)).status).toBe(201)
  })

  test('La Poste counts its SIRETs otherwise', async () => {
    const response = await post({ ...ofCalvi, siret: LA_POSTE, code_cog: '75115', name: 'LA POSTE' })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ siret: LA_POSTE, code_cog: '75056', name: 'La Poste' })
  })

  test('a SIRET is taken once and for all, also of a closed collectivité, whose key is not made again', async () => {
    const key = () => asCollectivite(service.services.db, AMILLY, (tx) => tx.delete(dataKeys).returning())
    expect(await key()).toHaveLength(1)
    for (const siret of [CALVI, FAY_AUX_LOGES, AILLANT, AMILLY]) {
      const response = await post({ ...ofCalvi, siret })
      expect(response.status).toBe(409)
      expect(await response.json()).toEqual({
        code: 'SIRET_TAKEN',
        message: 'Ce SIRET est déjà pris.',
        errors: { siret: ['Ce SIRET est déjà pris.'] },
      })
    }
    expect(await key()).toEqual([])
    expect(await rowOf(AMILLY)).toMatchObject({ state: 'fermée' })
  })

  test('ten calls at once open it once', async () => {
    const body = { siret: ANDONVILLE, code_cog: '45005', name: 'COMMUNE DE ANDONVILLE', status: 'active' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    const lines = await asCollectivite(service.services.db, ANDONVILLE, (tx) => tx.$count(auditEvents))
    expect(lines).toBe(1)
  })
})

describe('who is not a partner', () => {
  test.each([
    ['no header', {}],
    ['another token', { Authorization: 'Bearer another-token-of-nobody' }],
    ['the beginning of the token', { Authorization: 'Bearer partner-token-of-test' }],
    ['more than the token', { Authorization: `Bearer ${TOKEN}s` }],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['another scheme', { Authorization: `Basic ${Buffer.from(`x:${TOKEN}`).toString('base64')}` }],
    ['the token alone', { Authorization: TOKEN }],
  ])('%s: always the same answer, whatever the body', async (_, headers: Record<string, string>) => {
    const answers = await Promise.all(
      [
        { body: JSON.stringify({ ...ofCalvi, siret: '21450008400014' }), type: 'application/json' },
        { body: '{', type: 'application/json' },
        { body: JSON.stringify(ofCalvi), type: 'application/json' },
        { body: 'x'.repeat(100_000), type: 'text/plain' },
      ].map(({ body, type }) =>
        call(LIST, { method: 'POST', headers: { 'Content-Type': type, ...headers }, body }),
      ),
    )
    for (const response of answers) {
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(await response.json()).toEqual({
        code: 'UNAUTHORIZED',
        message: 'Le jeton manque ou n’est pas le bon.',
      })
    }
    expect(await rowOf('21450008400014')).toBeUndefined()
  })

  test('the scheme is written as one likes', async () => {
    expect((await post(ofCalvi, { Authorization: `bearer  ${TOKEN}` })).status).toBe(409)
  })
})

describe('what cannot be opened', () => {
  const good = { ...ofCalvi, siret: '21450008400014' }
  const longName = 'x'.repeat(201)

  test.each<[string, object, string[]]>([
    ['nothing', {}, ['code_cog', 'name', 'siret', 'status']],
    ['a wrong check digit', { ...good, siret: '21450008400013' }, ['siret']],
    ['a SIREN', { ...good, siret: '214500084' }, ['siret']],
    ['spaces in the SIRET', { ...good, siret: '214 500 084 00013' }, ['siret']],
    ['a SIRET as a number', { ...good, siret: 21450008400014 }, ['siret']],
    ['La Poste’s SIREN with a wrong end', { ...good, siret: '35600000000049' }, ['siret']],
    ['a COG of nowhere', { ...good, siret: '25450142200011', code_cog: '00000' }, ['code_cog']],
    ['small letters in the COG', { ...good, code_cog: '2b050' }, ['code_cog']],
    ['a COG that is null', { ...good, code_cog: null }, ['code_cog']],
    ['no name', { ...good, name: ' \n\u200B' }, ['name']],
    ['a long name', { ...good, name: longName }, ['name']],
    ['a name in parts', { ...good, name: ['Calvi'] }, ['name']],
    ['a status that suspends', { ...good, status: 'inactive' }, ['status']],
    ['a status of nobody', { ...good, status: 'actif' }, ['status']],
    ['an editor as a number', { ...good, editor: 7 }, ['editor']],
    ['a long editor', { ...good, editor: longName }, ['editor']],
    ['several faults', { ...good, siret: '1', status: null }, ['siret', 'status']],
  ])('%s: 422 which names the fields, in French', async (_, body, fields) => {
    const response = await post(body)
    expect(response.status).toBe(422)
    const { code, errors } = (await response.json()) as { code: string; errors: Record<string, string[]> }
    expect(code).toBe('INVALID_FIELDS')
    expect(Object.keys(errors).sort()).toEqual(fields)
    for (const message of Object.values(errors).flat())
      expect(message).toMatch(/^\p{Lu}.*[a-zàâéèêîôû0-9]\.$/u)
    expect(await rowOf('21450008400014')).toBeUndefined()
  })

  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['half an object', '{"siret":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"siret"'],
    ['an object in Latin-1', Buffer.from('{"name":"Sivos de la Forêt"}', 'latin1')],
  ])('%s is no JSON object: 400', async (_, body) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'NOT_JSON' })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'a body announced as « %s »: 415',
    async (type) => {
      const response = await post(JSON.stringify(good), { 'Content-Type': type })
      expect(response.status).toBe(415)
    },
  )

  test('a charset is no fault', async () => {
    expect((await post(ofCalvi, { 'Content-Type': 'Application/JSON; charset=utf-8' })).status).toBe(409)
  })

  test('more than 16 KB, whether it says so or comes in pieces: 413', async () => {
    const large = JSON.stringify({ ...good, extra: 'x'.repeat(16 * 1024) })
    expect((await post(large)).status).toBe(413)
    const pieces = new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 4096)
          controller.enqueue(new TextEncoder().encode(large.slice(at, at + 4096)))
        controller.close()
      },
    })
    const response = await call(LIST, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: pieces,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })
})

describe('never a page', () => {
  test.each([
    ['GET', '/api', 404, null],
    ['GET', '/api/', 404, null],
    ['GET', '/api/collectivites/', 404, null],
    ['GET', '/api/collectivites/45142/agents', 404, null],
    ['POST', '/api/inconnu', 404, null],
    ['OPTIONS', '/api/inconnu', 404, null],
    ['GET', '/api/datapass', 404, null],
    ['PUT', LIST, 405, 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', `${LIST}/45142`, 405, 'GET, HEAD, OPTIONS'],
    ['POST', `${LIST}/45142`, 405, 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/openapi.json', 405, 'GET, HEAD, OPTIONS'],
    ['GET', WEBHOOK, 405, 'POST'],
    ['OPTIONS', WEBHOOK, 405, 'POST'],
  ])('%s %s: %i', async (method, path, status, allowed) => {
    const response = await fetch(service.url + path, { method, redirect: 'manual' })
    expect(response.status).toBe(status)
    expect(response.headers.get('allow')).toBe(allowed)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({
      code: status === 404 ? 'NOT_FOUND' : 'METHOD_NOT_ALLOWED',
      message: expect.stringMatching(/^Cette adresse .*\.$/),
    })
  })

  test('a page outside /api/ stays one', async () => {
    const response = await fetch(`${service.url}/apiculture`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('text/html')
  })

  test('a fault of ours is JSON too, and says nothing of itself', async () => {
    const { config } = service.database
    const owner = postgres('url' in config ? config.url : '', { max: 1 })
    await owner`alter table communes rename to communes_away`
    try {
      const response = await find('45142')
      expect(response.status).toBe(500)
      expect(await response.json()).toEqual({
        code: 'INTERNAL',
        message: 'Une erreur s’est produite de notre côté. Réessayez plus tard.',
      })
    } finally {
      await owner`alter table communes_away rename to communes`
      await owner.end()
    }
    expect(service.logs.join('')).toContain('"event":"exception"')
    expect((await find('45142')).status).toBe(200)
  })
})

describe('the OpenAPI', () => {
  test('is right by the official schema, and names this service', async () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(document.servers).toEqual([{ url: service.url }])
    expect(await faultsOfOpenApi(document)).toEqual([])
    expect(compileComponents(document).length).toBeGreaterThan(4)
    const { info: _, ...without } = document as OpenApi & { info: unknown }
    expect(await faultsOfOpenApi(without)).not.toEqual([])
  })

  test('describes every call under /api/, and no other', () => {
    const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(calls).toEqual([`get ${LIST}`, `post ${LIST}`, `get ${ONE}`, `post ${WEBHOOK}`])
  })

  test('allows what partners send, and its own example; not what is refused', () => {
    expect(faultsOfRequest(document, 'POST', LIST, ofCalvi)).toEqual([])
    expect(faultsOfRequest(document, 'POST', LIST)).toEqual([])
    expect(faultsOfRequest(document, 'POST', LIST, { ...ofCalvi, siret: '1' })).not.toEqual([])
    expect(faultsOfRequest(document, 'POST', LIST, { ...ofCalvi, status: 'inactive' })).not.toEqual([])
  })

  test('would see an answer that is not as described', async () => {
    const faults = (body: unknown, status = 200) =>
      faultsOfAnswer(document, { method: 'GET', path: LIST }, Response.json(body, { status }))
    expect(await faults([{ siret: CALVI, name: 'Calvi', code_cog: '2B050' }])).toEqual([])
    expect(await faults([{ siret: CALVI, name: 'Calvi' }])).not.toEqual([])
    expect(await faults([{ siret: CALVI, name: 'Calvi', code_cog: '2B050', email: 'a@b.fr' }])).not.toEqual(
      [],
    )
    expect(await faults({ code: 'NEW', message: 'Nouveau.' }, 500)).not.toEqual([])
  })

  test('tells what DataPass is answered', async () => {
    const { dataPass } = service.sandbox
    const text = dataPass.freeze(dataPass.createRequest({ siret: ANDONVILLE }), 'approve')
    expect(faultsOfRequest(document, 'POST', WEBHOOK, JSON.parse(text))).toEqual([])
    expect(faultsOfRequest(document, 'POST', WEBHOOK, { test: true })).toEqual([])
    const send = async (body: string, secret = WEBHOOK_SECRETS.formulaire_qf) => {
      const headers = { 'X-Hub-Signature-256': signatureOf(body, secret) }
      return (await call(WEBHOOK, { method: 'POST', headers, body })).status
    }
    expect(await send(text, 'a-secret-of-nobody')).toBe(401)
    expect(await send('{"event"')).toBe(400)
    expect(await send(text.replaceAll(ANDONVILLE, '21450005000016'))).toBe(422)
    expect(await send(text)).toBe(204)
    expect(await send(' '.repeat(600_000))).toBe(413)
  })
})

test('nothing of a call but its route, the SIRET that it opened and a code stands in the log', () => {
  const logs = service.logs.join('')
  expect(logs).toContain('"/api/collectivites/:code_cog"')
  expect(logs).toContain(`"siret":"${CALVI}"`)
  expect(logs).toContain('"errorCode":"INVALID_FIELDS"')
  expect(logs).not.toMatch(/partner-token|another-token|COMMUNE DE CALVI|editeur-exemple|Authorization/i)
})

describe('with 5 000 of them', () => {
  beforeAll(async () => {
    await service.services.db.execute(sql`
      insert into collectivites (siret, name, code_cog, departement_code, departement_name, postal_codes, time_zone, state, search_key, retention_days)
      select siren || '00010', name, code_cog, departement_code, departement_name, postal_codes, 'Europe/Paris', 'ouverte', search_key, 90
      from communes where siren is not null order by code_cog limit 5000
      on conflict do nothing`)
  })

  test('the list comes within a second, in the order of a directory', async () => {
    await listed()
    const started = performance.now()
    const response = await fetch(service.url + LIST)
    const names = ((await response.json()) as { name: string }[]).map(({ name }) => name)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(names.length).toBeGreaterThanOrEqual(5000)
    const words = names.map(searchWords)
    expect(words).toEqual([...words].sort())
  })
})
