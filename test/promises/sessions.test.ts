import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashOfToken, newLinkToken } from '#src/collectivite/access/link-token.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { invitations, members, rateLimits, sessions, submissions } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { startTlsFront, type TlsFront } from '../support/tls-front.js'
import { createVisitor, fieldOf, type Visitor } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const MINUTE = 60_000

type Area = { departure: string; cookie: string; signOut: string; inside: string; identity: string }
// What is inside says so by 200, and leads elsewhere, or refuses, whoever is not signed in.
const AREAS: [name: string, Area][] = [
  [
    'a resident',
    {
      departure: `${page}/connexion`,
      cookie: '__Host-qf',
      signOut: '/deconnexion',
      inside: `${page}/envoyer_mes_donnees`,
      identity: 'ordinary',
    },
  ],
  [
    'an agent',
    {
      departure: '/agent/connexion',
      cookie: '__Host-qf-agent',
      signOut: '/agent/deconnexion',
      inside: desk,
      identity: 'martine',
    },
  ],
  [
    'an operator',
    {
      departure: '/dinum/connexion',
      cookie: '__Host-qf-agent',
      signOut: '/agent/deconnexion',
      inside: '/dinum/journal',
      identity: 'claire',
    },
  ],
]

const clock = fixedClock('2026-11-27T10:00:00Z')
let front: TlsFront
let service: TestService

beforeAll(async () => {
  front = await startTlsFront()
  service = await startTestService({ publicUrl: front.url, now: clock, worker: false })
  front.leadTo(Number(new URL(service.url).port))
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(async () => {
  await service?.close()
  await front?.close()
})
beforeEach(async () => {
  await service.services.db.delete(rateLimits)
  await service.services.db.delete(sessions)
})

const newBrowser = () => createVisitor(front.url, undefined, front.fetch)
/** A browser that holds nothing but this cookie. */
function holderOf(pair: string | null): Visitor {
  const browser = newBrowser()
  browser.plant(pair ?? '')
  return browser
}
async function isInside(browser: Visitor, { inside }: Area): Promise<boolean> {
  return (await browser.request(inside)).status === 200
}
const rows = () => service.services.db.$count(sessions)
const inTenant = <T>(read: Parameters<typeof asCollectivite<T>>[2]) =>
  asCollectivite(service.services.db, FAY_AUX_LOGES, read)

describe.each(AREAS)('%s', (_, area) => {
  const signedIn = async () => {
    const browser = newBrowser()
    await browser.signIn(area.departure, { identity: area.identity })
    expect(await isInside(browser, area)).toBe(true)
    return browser
  }

  test('a cookie that somebody planted before the sign-in is of no use after it', async () => {
    const attacker = newBrowser()
    await attacker.request(area.departure)
    const planted = attacker.cookie(area.cookie)
    const victim = holderOf(planted)
    await victim.signIn(area.departure, { identity: area.identity })
    expect(await isInside(victim, area)).toBe(true)
    expect(victim.cookie(area.cookie)).not.toBe(planted)
    expect(await isInside(holderOf(planted), area)).toBe(false)
  })

  test('a cookie that a site of the same domain could plant is not read', async () => {
    // It may set names without the prefix, for the whole domain.
    const [name = '', token = ''] = ((await signedIn()).cookie(area.cookie) ?? '').split('=')
    for (const other of [name.replace('__Host-', ''), name.replace('__Host-', '__Secure-')])
      expect(await isInside(holderOf(`${other}=${token}`), area)).toBe(false)
    expect(await isInside(holderOf(`${name}=${token}`), area)).toBe(true)
  })

  test('signing in anew gives a new token, and the one before opens nothing', async () => {
    const browser = await signedIn()
    const before = browser.cookie(area.cookie)
    await browser.signIn(area.departure, { identity: area.identity })
    expect(await isInside(browser, area)).toBe(true)
    expect(browser.cookie(area.cookie)).not.toBe(before)
    expect(await isInside(holderOf(before), area)).toBe(false)
  })

  test('what was stolen is dead once she signed out: each token that she ever had', async () => {
    const browser = newBrowser()
    const stolen = new Set<string | null>()
    const steal = () => stolen.add(browser.cookie(area.cookie))
    await browser.request(area.departure)
    steal()
    await browser.signIn(area.departure, { identity: area.identity })
    steal()
    await browser.signIn(area.departure, { identity: area.identity })
    steal()
    expect(stolen.size).toBe(3)
    const out = await browser.request(area.signOut, { form: {} })
    expect(out.status).toBe(200)
    for (const pair of stolen) expect(await isInside(holderOf(pair), area)).toBe(false)
    expect(await rows()).toBe(0)
  })

  test('signing out twice, or by who is nobody, is no fault', async () => {
    const browser = await signedIn()
    const cookie = browser.cookie(area.cookie)
    for (const who of [browser, holderOf(cookie), newBrowser()]) {
      const out = await who.request(area.signOut, { form: {} })
      expect([out.status, out.headers.get('clear-site-data')]).toEqual([200, '"storage"'])
    }
  })

  test('signing out takes the cookie away with the attributes under which it was given', async () => {
    const browser = await signedIn()
    const out = await browser.request(area.signOut, { form: {} })
    const lines = out.headers.getSetCookie().filter((line) => line.startsWith(`${area.cookie}=`))
    expect(lines).toEqual([`${area.cookie}=; Max-Age=0; Path=/; Secure`])
    expect(browser.cookie(area.cookie)).toBeNull()
  })

  test('signing out here leaves another browser of hers signed in', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    await one.request(area.signOut, { form: {} })
    expect([await isInside(one, area), await isInside(other, area)]).toEqual([false, true])
  })

  test('the return of another browser is refused, on a page that leads on, and stays good for its own', async () => {
    const attacker = newBrowser()
    const callback = await attacker.answerProvider(area.departure, { identity: area.identity })
    for (const victim of [newBrowser(), await departed(area)]) {
      const refused = await victim.visit(callback)
      expect(refused.status).toBe(400)
      expect(refused.html).toMatch(/href="\/(agent\/connexion|collectivites|)"/)
      expect(await isInside(victim, area)).toBe(false)
    }
    await attacker.visit(callback)
    expect(await isInside(attacker, area)).toBe(true)
  })

  test('a return serves once: after signing out it leads nobody in again', async () => {
    const browser = newBrowser()
    await browser.request(area.departure)
    const before = browser.cookie(area.cookie)
    const callback = await browser.answerProvider(area.departure, { identity: area.identity })
    await browser.visit(callback)
    const after = browser.cookie(area.cookie)
    // A reload meanwhile is harmless.
    await browser.visit(callback)
    expect(await isInside(browser, area)).toBe(true)
    await browser.request(area.signOut, { form: {} })
    for (const pair of [before, after, null]) {
      const again = pair === null ? newBrowser() : holderOf(pair)
      expect((await again.visit(callback)).status).toBe(400)
      expect(await isInside(again, area)).toBe(false)
    }
  })

  test('cookies are for this host alone, by TLS, out of reach of scripts', async () => {
    const browser = newBrowser()
    const given = (await browser.request(area.departure)).headers.getSetCookie()
    const callback = await browser.answerProvider(area.departure, { identity: area.identity })
    given.push(...(await browser.request(callback)).headers.getSetCookie())
    expect(given).toHaveLength(2)
    for (const line of given) {
      const [pair, ...attributes] = line.split('; ')
      expect(pair).toMatch(new RegExp(`^${area.cookie}=[\\w-]{43}$`))
      expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    }
  })

  test.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['a token of nobody', 'A'.repeat(43)],
    ['a null', '%00'],
    ['a broken escape', '%E0%A4%A'],
    ['quotes', '"x"'],
    ['words of SQL', `' or 1=1 --`],
    ['six thousand characters', 'A'.repeat(6_000)],
  ])('a cookie that holds %s is nobody’s', async (_what, value) => {
    const browser = holderOf(`${area.cookie}=${value || 'x'}`)
    const headers = { Cookie: `${area.cookie}=${value}` }
    const answer = await browser.request(area.inside, { headers })
    expect(answer.status).toBeOneOf([303, 403])
    // And she signs in as ever.
    await browser.signIn(area.departure, { identity: area.identity })
    expect(await isInside(browser, area)).toBe(true)
  })

  test('a cookie beyond what a request may hold is refused before anything is read', async () => {
    const headers = { Cookie: `${area.cookie}=${'A'.repeat(20_000)}` }
    expect((await newBrowser().request(area.inside, { headers })).status).toBe(431)
  })

  async function departed({ departure }: Area): Promise<Visitor> {
    const browser = newBrowser()
    await browser.request(departure)
    return browser
  }
})

test('a token of one area is unknown in the other', async () => {
  const [[, resident], [, agent]] = AREAS as [[string, Area], [string, Area]]
  const [one, other] = [newBrowser(), newBrowser()]
  await one.signIn(resident.departure, { identity: resident.identity })
  await other.signIn(agent.departure, { identity: agent.identity })
  const tokenOf = (browser: Visitor, { cookie }: Area) => browser.cookie(cookie)?.split('=')[1]
  expect(await isInside(holderOf(`${agent.cookie}=${tokenOf(one, resident)}`), agent)).toBe(false)
  expect(await isInside(holderOf(`${resident.cookie}=${tokenOf(other, agent)}`), resident)).toBe(false)
})

describe('the end by itself', () => {
  test('a resident’s comes after half an hour, whatever she reads meanwhile', async () => {
    const [[, area]] = AREAS as [[string, Area]]
    const browser = newBrowser()
    await browser.signIn(area.departure, { identity: area.identity })
    clock.moveBy(29 * MINUTE)
    expect(await isInside(browser, area)).toBe(true)
    clock.moveBy(MINUTE)
    expect(await isInside(browser, area)).toBe(false)
  })

  test.each(AREAS.slice(1))(
    'that of %s comes after half an hour without a request, and after eight hours',
    async (_, area) => {
      const idle = newBrowser()
      await idle.signIn(area.departure, { identity: area.identity })
      clock.moveBy(30 * MINUTE)
      expect(await isInside(idle, area)).toBe(false)
      const busy = newBrowser()
      await busy.signIn(area.departure, { identity: area.identity })
      for (let minutes = 29; minutes < 8 * 60; minutes += 29) {
        clock.moveBy(29 * MINUTE)
        expect([minutes, await isInside(busy, area)]).toEqual([minutes, true])
      }
      clock.moveBy(16 * MINUTE)
      expect(await isInside(busy, area)).toBe(false)
    },
  )
})

describe('what serves once', () => {
  test('the form of a review, sent twice or by two at once, sends once', async () => {
    const browser = newBrowser()
    const review = await browser.signIn(`${page}/connexion`, { identity: 'ordinary' })
    const form = { revue: fieldOf(review.html, 'revue') }
    const sent = () => browser.visit(`${page}/envois`, { form })
    const before = await inTenant((tx) => tx.$count(submissions))
    const answers = await Promise.all([sent(), sent(), sent()])
    answers.push(await sent())
    const ends = answers.map(({ url }) => url.pathname)
    expect(ends).toEqual(ends.map(() => expect.stringMatching(/\/confirmation\/Q[0-9A-Z]{9}$/)))
    expect(new Set(ends).size).toBe(1)
    expect(await inTenant((tx) => tx.$count(submissions))).toBe(before + 1)
    // In another browser it is worth nothing.
    expect((await newBrowser().request(`${page}/envois`, { form })).status).toBe(403)
  })

  test('an invitation lets one account in', async () => {
    const token = newLinkToken(FAY_AUX_LOGES)
    const link = `/agent/invitation/${token}`
    await inTenant((tx) =>
      tx.insert(invitations).values({
        siret: FAY_AUX_LOGES,
        email: 'accueil@fay.example',
        role: 'agent',
        tokenHash: hashOfToken(token),
        expiresAt: new Date(clock().getTime() + 86_400_000),
      }),
    )
    const count = () => inTenant((tx) => tx.$count(members))
    const bruno = newBrowser()
    await bruno.signIn(`${link}/connexion`, { identity: 'bruno' })
    const after = await count()
    const other = newBrowser()
    await other.signIn('/agent/connexion', { identity: 'martine' })
    await other.request(link, { form: {} })
    expect((await newBrowser().request(`${link}/connexion`)).status).toBe(303)
    expect(await count()).toBe(after)
  })
})
