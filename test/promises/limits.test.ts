import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashOfToken, newLinkToken } from '#src/collectivite/access/link-token.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { invitations, rateLimits, sessions } from '#src/db/schema.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { askPlainly } from '../support/plain-request.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { countRoundTrips } from '../support/round-trips.js'
import { fillRoute, routesOf } from '../support/routes.js'
import { startTestService, type TestService } from '../support/service.js'
import type { RequestOptions } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const link = `${page}/connexion?external_id=famille-7`
const TOWN_HALL = '192.0.2.1'
const EMPTY_FORM = { form: {} }

let service: TestService
let database: TestDatabase<{ url: string }>
let counted: Awaited<ReturnType<typeof countRoundTrips>>

beforeAll(async () => {
  database = await createTestDatabase('owner')
  counted = await countRoundTrips(database.config.url)
  service = await startTestService({ environment: { DATABASE_URL: counted.url }, worker: false })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
})
afterAll(async () => {
  await service?.close()
  await counted?.close()
  await database?.drop()
})
beforeEach(async () => {
  await service.services.db.delete(rateLimits)
  await service.services.db.delete(sessions)
})

const rows = () => service.services.db.$count(sessions)
const goneTo = (response: Response) => new URL(response.headers.get('location') ?? '', service.url).origin
/** Somebody at this address who was never here. */
const from = (address: string, path: string, options?: RequestOptions) =>
  service.newVisitor(address).request(path, options)
async function departures(times: number, path: string, addressOf: (at: number) => string): Promise<number[]> {
  const statuses: number[] = []
  for (let at = 0; at < times; at++) statuses.push((await from(addressOf(at), path)).status)
  return statuses
}
const thirty = Array.from({ length: 30 }, () => 302)

describe('leaving for FranceConnect', () => {
  test('thirty residents behind one address pass in ten minutes; the next reads how long to wait, and the other ways', async () => {
    expect(await departures(30, link, () => TOWN_HALL)).toEqual(thirty)
    const before = await rows()
    const refused = await service.newVisitor(TOWN_HALL).visit(link)
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(9 * 60)
    expect(seconds).toBeLessThanOrEqual(10 * 60)
    expect(refused.text).toMatch(/Rien n’est perdu\u00a0?\s?: réessayez dans 10 minutes/)
    // The link of a partner is whole.
    expect(refused.html).toContain(`href="${link}"`)
    expect(refused.html).toContain(`href="${page}/attestation"`)
    expect(refused.html).toContain(`href="${page}/sans_france_connect"`)
    expect(refused.headers.get('set-cookie')).toBeNull()
    expect(await rows()).toBe(before)
    // Somebody elsewhere, and an agent here.
    expect(goneTo(await from('192.0.2.2', link))).toBe(
      new URL(service.sandbox.environment.FRANCECONNECT_ISSUER ?? '').origin,
    )
    expect((await from(TOWN_HALL, '/agent/connexion')).status).toBe(302)
  })

  test('who only looks at what she sent is counted with them, and has no other way to be told of', async () => {
    const paths = [link, '/mes_transmissions/connexion']
    for (let at = 0; at < 30; at++) await from(TOWN_HALL, paths[at % 2] ?? '')
    const refused = await service.newVisitor(TOWN_HALL).visit('/mes_transmissions/connexion')
    expect(refused.status).toBe(429)
    expect(refused.html).not.toContain('/sans_france_connect')
  })

  test('three hundred of one collectivité, from wherever; a network past its thirty takes none from the others', async () => {
    await departures(40, link, () => TOWN_HALL)
    const ofCollectivite = eq(rateLimits.key, `sign-ins:${FAY_AUX_LOGES}`)
    const [count] = await service.services.db.select().from(rateLimits).where(ofCollectivite)
    expect(count?.points).toBe(30)
    await service.services.db.update(rateLimits).set({ points: 299 }).where(ofCollectivite)
    const addresses = (at: number) => `198.51.100.${at}`
    expect(await departures(3, link, addresses)).toEqual([302, 429, 429])
    expect((await from('203.0.113.9', '/mes_transmissions/connexion')).status).toBe(302)
  })

  test('a browser that looks ahead and a program that looks at links leave for nowhere: no count, no session', async () => {
    const ahead = { 'Sec-Purpose': 'prefetch;prerender' }
    for (const path of [link, '/mes_transmissions/connexion', '/agent/connexion', '/dinum/connexion']) {
      for (const headers of [ahead, { Purpose: 'prefetch' }, { 'X-Moz': 'prefetch' }])
        expect([path, (await from(TOWN_HALL, path, { headers })).status]).toEqual([path, 503])
      const head = await from(TOWN_HALL, path, { method: 'HEAD' })
      expect([path, head.status, head.headers.get('set-cookie')]).toEqual([path, 200, null])
    }
    expect([await rows(), await service.services.db.$count(rateLimits)]).toEqual([0, 0])
  })

  test('an image on another site uses up nothing of a village', async () => {
    const asked = async (site: string, mode: string, dest: string) => {
      const fetched = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest }
      const headers = { 'X-Forwarded-For': TOWN_HALL, ...fetched }
      return (await askPlainly(service.url + link, { headers })).status
    }
    for (const site of ['cross-site', 'same-site']) {
      expect(await asked(site, 'no-cors', 'image')).toBe(403)
      expect(await asked(site, 'navigate', 'iframe')).toBe(403)
      expect(await asked(site, 'cors', 'empty')).toBe(403)
    }
    // A link in the collectivité's own page.
    expect(await asked('cross-site', 'navigate', 'document')).toBe(302)
    expect(await rows()).toBe(1)
  })

  test('the count takes one round trip', async () => {
    const { signInLimit } = service.services
    for (let warming = 0; warming < 12; warming++) await signInLimit.takeResident('192.0.2.77', FAY_AUX_LOGES)
    counted.reset()
    await signInLimit.takeResident('192.0.2.78', FAY_AUX_LOGES)
    expect(counted.roundTrips()).toBe(1)
  })
})

describe('leaving for ProConnect', () => {
  test.each(['/agent/connexion', '/dinum/connexion'])(
    '%s: thirty behind one address, then a page that says so',
    async (path) => {
      expect(await departures(30, path, () => TOWN_HALL)).toEqual(thirty)
      const refused = await service.newVisitor(TOWN_HALL).visit(path)
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
      expect(refused.text).toContain('ProConnect')
      expect(refused.html).toContain(`href="${path}"`)
      expect(await rows()).toBe(30)
      // Residents are counted apart.
      expect((await from(TOWN_HALL, link)).status).toBe(302)
    },
  )
})

describe('wrong tokens are counted by network, and the right one passes beside them', () => {
  const wrongLink = () => newLinkToken(FAY_AUX_LOGES)
  test.each<[string, () => [string, RequestOptions?], number]>([
    ['invitation', () => [`/agent/invitation/${wrongLink()}`], 404],
    ['departure of an invitation', () => [`/agent/invitation/${wrongLink()}/connexion`], 404],
    ['renewal of an invitation', () => [`/agent/invitation/${wrongLink()}/renouvellement`, EMPTY_FORM], 404],
    ['address', () => [`/agent/adresse/${wrongLink()}`], 404],
    ['confirmation of an address', () => [`/agent/adresse/${wrongLink()}`, EMPTY_FORM], 404],
    ['bearer', () => ['/api/collectivites', opening('wrong')], 401],
    ['signature', () => ['/api/datapass/webhook', event('wrong')], 401],
  ])('%s', async (_, wrong, usual) => {
    const statuses: number[] = []
    for (let at = 0; at < 32; at++) statuses.push((await from(TOWN_HALL, ...wrong())).status)
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => usual), 429, 429])
    const refused = await from(TOWN_HALL, ...wrong())
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(9 * 60)
    expect((await from('192.0.2.2', ...wrong())).status).toBe(usual)
    expect(await rows()).toBe(0)
  })

  test('the partner and DataPass at the same address are heard', async () => {
    for (let at = 0; at < 40; at++) {
      await from(TOWN_HALL, '/api/collectivites', opening('wrong'))
      await from(TOWN_HALL, '/api/datapass/webhook', event('wrong'))
    }
    const heard = await from(TOWN_HALL, '/api/collectivites', opening('partner-token-of-tests'))
    expect(heard.status).toBe(422)
    const [secret = ''] = service.services.config.datapass.secrets
    expect((await from(TOWN_HALL, '/api/datapass/webhook', event(secret))).status).toBe(204)
  })

  test('who received an invitation opens it where others guessed', async () => {
    const token = wrongLink()
    const invitation = {
      siret: FAY_AUX_LOGES,
      email: 'maire@fay.example',
      role: 'agent',
      tokenHash: hashOfToken(token),
      expiresAt: new Date(Date.now() + 86_400_000),
    } as const
    await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.insert(invitations).values(invitation),
    )
    for (let at = 0; at < 40; at++) await from(TOWN_HALL, `/agent/invitation/${wrongLink()}`)
    expect((await service.newVisitor(TOWN_HALL).visit(`/agent/invitation/${token}`)).status).toBe(200)
  })

  test('references, by who is signed in; to the others all are alike, and there is nothing to count', async () => {
    const unknown = `${page}/confirmation/Q222222222`
    expect(await departures(32, unknown, () => TOWN_HALL)).toEqual(Array.from({ length: 32 }, () => 404))
    const resident = service.newVisitor(TOWN_HALL)
    await resident.signIn(link, { identity: 'ordinary' })
    const statuses: number[] = []
    for (const path of [unknown, `${unknown}.pdf`, unknown]) {
      for (let at = 0; at < 11; at++) statuses.push((await resident.request(path)).status)
    }
    expect(statuses.slice(28)).toEqual([404, 404, 429, 429, 429])
  })

  test('without the table of counts a wrong one is refused as ever', async () => {
    const { db } = service.services
    const owner = postgres(database.config.url, { max: 1 })
    await owner`alter table rate_limits rename to rate_limits_away`
    try {
      expect((await from(TOWN_HALL, '/api/collectivites', opening('wrong'))).status).toBe(401)
      expect((await from(TOWN_HALL, `/agent/adresse/${wrongLink()}`)).status).toBe(404)
      expect(await db.$count(sessions)).toBe(0)
    } finally {
      await owner`alter table rate_limits_away rename to rate_limits`
      await owner.end()
    }
  })
})

describe('a flood of visitors who are nobody', () => {
  test('no address but a departure makes a session of a request, whichever way it is asked', async () => {
    const departs = (path: string) => path.endsWith('/connexion')
    const paths = routesOf(service.services).filter(({ path }) => !departs(path) && !path.startsWith('/api/'))
    expect(paths.length).toBeGreaterThan(100)
    for (const { method, path } of paths) {
      const address = fillRoute(path, { siret: FAY_AUX_LOGES })
      await from(TOWN_HALL, address, method === 'POST' ? EMPTY_FORM : {})
      expect([method, path, await rows()]).toEqual([method, path, 0])
    }
  })

  test('two hundred departures of one network leave sixty rows', async () => {
    const paths = [link, '/mes_transmissions/connexion', '/agent/connexion', '/dinum/connexion']
    for (let at = 0; at < 200; at++) await from(TOWN_HALL, paths[at % paths.length] ?? '')
    expect(await rows()).toBe(60)
  })
})

function opening(token: string): RequestOptions {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  return { method: 'POST', body: '{}', headers }
}

function event(secret: string): RequestOptions {
  const body = JSON.stringify({ test: true })
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { method: 'POST', body, headers: { 'X-Hub-Signature-256': `sha256=${signature}` } }
}
