import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, rateLimits, recipients } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { sendAnnounced } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const SAINT_LEU = '21974013100012'
const SUNDAY = '2026-11-29T22:10:00Z'
const END = new Date('2026-11-29T22:45:00Z')
const MINUTE = 60_000
const QF = 'cnaf_msa_quotient_familial'
const page = `/collectivites/${FAY_AUX_LOGES}`
const otherWay = `${page}/sans_france_connect`

/** What the banner says, or null. */
async function bannerOf(service: TestService, path: string): Promise<string | null> {
  const shown = await service.newVisitor().visit(path)
  expect(shown.status).toBe(200)
  const banner = shown.html.match(/<div class="fr-alert fr-alert--warning[^>]*>([\s\S]*?)<\/div>/)?.[1]
  return (
    banner
      ?.replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() ?? null
  )
}

const pingLines = ({ logs }: TestService) =>
  logs.map((line) => JSON.parse(line)).filter(({ event }) => / (down|up again)$/.test(event))

describe('what pings say', () => {
  const clock = fixedClock(SUNDAY)
  let service: TestService

  beforeAll(async () => {
    service = await startTestService({ now: clock })
    for (const siret of [FAY_AUX_LOGES, SAINT_LEU]) await service.open(siret)
  })
  beforeEach(async () => {
    service.sandbox.apiParticulier.reset()
    clock.moveTo(SUNDAY)
    await look()
    service.logs.length = 0
  })
  afterAll(() => service?.close())

  const look = () => service.services.outages.look()
  const ping = () => service.sandbox.apiParticulier

  test('nothing, while all is well or nothing is known', async () => {
    for (const status of ['ok', 'unknown'] as const) {
      ping().setPing(QF, status)
      ping().setPing('franceconnect', status)
      await look()
      for (const path of ['/', '/collectivites', page, `${page}/me_connecter`, '/mes_transmissions'])
        expect(await bannerOf(service, path)).toBeNull()
    }
    expect(pingLines(service)).toEqual([])
  })

  test('a maintenance, until when, and the other way, on each page before the sign-in', async () => {
    ping().setPing(QF, 'maintenance', END)
    await look()
    const words =
      'La CAF et la MSA ne répondent pas pour le moment Une maintenance est en cours. Elle doit finir'
    for (const path of [page, `${page}/me_connecter`]) {
      const shown = await service.newVisitor().visit(path)
      expect(await bannerOf(service, path)).toContain(`${words} à 23 h 45.`)
      const banner = shown.html.slice(shown.html.indexOf('fr-alert--warning'))
      expect(banner.slice(0, banner.indexOf('</div>'))).toContain(`href="${otherWay}"`)
      expect(shown.text).toContain('S’identifier avec FranceConnect')
    }
    for (const path of ['/', '/collectivites', '/collectivites?q=fay'])
      expect(await bannerOf(service, path)).toContain(`${words} à 23 h 45 (heure de Paris).`)
    expect(await bannerOf(service, '/')).toContain('la page de chaque collectivité dit comment')
    // In the time of those who live there, where it is the next day already.
    expect(await bannerOf(service, `/collectivites/${SAINT_LEU}`)).toContain(`${words} à 2 h 45.`)
    for (const path of [otherWay, '/mes_transmissions', '/administrations'])
      expect(await bannerOf(service, path)).toBeNull()
    clock.moveTo('2026-11-29T22:45:00Z')
    expect(await bannerOf(service, page)).not.toContain('23 h 45')
    ping().setPing(QF, null)
    await look()
    expect(await bannerOf(service, page)).toBeNull()
    expect(pingLines(service)).toMatchObject([
      { event: 'quotient familial down', outcome: 'maintenance' },
      { event: 'quotient familial up again', outcome: 'ok' },
    ])
  })

  test('a breakdown that has no end yet', async () => {
    ping().setPing(QF, 'bad_gateway')
    for (const _again of [1, 2, 3]) await look()
    expect(await bannerOf(service, page)).toBe(
      'La CAF et la MSA ne répondent pas, ou répondent mal, pour le moment Vous pouvez essayer, revenir plus tard, ou faire autrement, sans attendre .',
    )
    expect(pingLines(service)).toHaveLength(1)
  })

  test('FranceConnect, also where it only recognises', async () => {
    ping().setPing('franceconnect', 'bad_gateway')
    await look()
    for (const path of ['/', '/collectivites', page, '/mes_transmissions'])
      expect(await bannerOf(service, path)).toContain('FranceConnect ne répond pas pour le moment')
    ping().setPing(QF, 'maintenance', END)
    await look()
    const both = await bannerOf(service, page)
    expect(both).toContain('FranceConnect, la CAF et la MSA ne répondent pas')
    expect(both).toContain('La maintenance de la CAF et de la MSA doit finir à 23 h 45.')
    expect(await bannerOf(service, '/mes_transmissions')).not.toContain('CAF')
  })

  test.each([
    ['nobody', { disconnect: true }],
    ['a page', { status: 200, raw: '<html>', headers: { 'Content-Type': 'text/html' } }],
    ['a page of a broken proxy', { status: 503, raw: '<html>', headers: { 'Content-Type': 'text/html' } }],
    ['a book', { status: 200, raw: JSON.stringify({ status: 'ok', more: 'x'.repeat(20_000) }) }],
    ['half an answer', { status: 200, body: { status: 'ok' }, brokenOff: true }],
  ] as const)('answered by %s twice in a row API Particulier is out of reach', async (_who, answer) => {
    for (const name of [QF, 'franceconnect'] as const) ping().answerPing(name, answer)
    await look()
    expect(await bannerOf(service, page)).toBeNull()
    await look()
    const banner = await bannerOf(service, page)
    expect(banner).toContain('La CAF et la MSA ne répondent pas')
    expect(banner).not.toContain('FranceConnect ne')
    for (const name of [QF, 'franceconnect'] as const) ping().answerPing(name, null)
    await look()
    expect(await bannerOf(service, page)).toBeNull()
    for (const name of [QF, 'franceconnect'] as const) ping().answerPing(name, answer)
    await look()
    expect(await bannerOf(service, page)).toBeNull()
  })

  test('a ping that never comes is given up, and no page waits for it', async () => {
    for (const name of [QF, 'franceconnect'] as const)
      ping().answerPing(name, { status: 200, body: { status: 'ok' }, delayMs: 8_000 })
    let isOver = false
    const first = look().then(() => {
      isOver = true
    })
    expect(await bannerOf(service, page)).toBeNull()
    expect(isOver).toBe(false)
    await first
    await look()
    expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
  }, 30_000)

  test.each([301, 403, 404])('a ping that is not there any more (%i) says nothing', async (status) => {
    for (const name of [QF, 'franceconnect'] as const) ping().answerPing(name, { status, raw: '<html>' })
    for (const _again of [1, 2, 3]) await look()
    expect(await bannerOf(service, page)).toBeNull()
  })

  test.each([['2020-01-01T00:00:00Z'], ['2099-01-01T00:00:00Z'], ['demain']])(
    'an end that cannot be (%s) is not told',
    async (until) => {
      ping().answerPing(QF, { status: 200, body: { status: 'maintenance', until } })
      await look()
      expect(await bannerOf(service, page)).toContain('essayer, revenir plus tard')
    },
  )

  test('one’s own answer since then ends what silence made believe', async () => {
    ping().answerPing(QF, { disconnect: true })
    for (const _again of [1, 2]) await look()
    expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
    clock.moveBy(10_000)
    await service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })
    expect(await bannerOf(service, page)).toBeNull()
    clock.moveBy(50_000)
    await look()
    expect(await bannerOf(service, page)).toBeNull()
    clock.moveBy(MINUTE)
    await look()
    expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
  })

  test('looking takes nothing of the calls that residents share', async () => {
    const taken = await service.services.db.select().from(rateLimits)
    await look()
    expect(await service.services.db.select().from(rateLimits)).toEqual(taken)
    expect(
      ping()
        .requests.map(({ path, userAgent, bearer }) => [path, userAgent, bearer])
        .slice(-2),
    ).toEqual(
      expect.arrayContaining([
        [`/api/${QF}/ping`, 'collecte-qf', false],
        ['/api/franceconnect/ping', 'collecte-qf', false],
      ]),
    )
  })
})

describe('what our own requests met', () => {
  const clock = fixedClock(SUNDAY)
  let service: TestService

  beforeAll(async () => {
    service = await startTestService({ now: clock })
    await service.open(FAY_AUX_LOGES)
  })
  beforeEach(async () => {
    service.sandbox.apiParticulier.reset()
    service.sandbox.apiParticulier.setPing(QF, 'ok')
    await service.services.outages.look()
  })
  afterAll(() => service?.close())

  const signIn = () => service.newVisitor().signIn(`${page}/connexion`, { identity: 'ordinary' })

  test('a maintenance that one resident met is told to the others, until one is answered', async () => {
    const meta = { provider: 'CNAF & MSA', retry_in: 2100 }
    const errors = [{ code: '35020', title: '', detail: '', meta }]
    service.sandbox.apiParticulier.script({ status: 503, body: { errors } })
    await signIn()
    expect(await bannerOf(service, page)).toContain('Elle doit finir à 23 h 45.')
    clock.moveBy(6 * MINUTE)
    expect(await bannerOf(service, page)).toContain('Elle doit finir à 23 h 45.')
    await signIn()
    expect(await bannerOf(service, page)).toBeNull()
  })

  test('five failures in a row outweigh a good ping, for five minutes or until an answer', async () => {
    const { apiParticulier } = service.sandbox
    const fail = async () => {
      apiParticulier.answerAlways(FAY_AUX_LOGES, { status: 504 })
      for (let resident = 0; resident < 5; resident++) {
        expect(await bannerOf(service, page)).toBeNull()
        await signIn()
      }
      expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
      await service.services.outages.look()
      expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
      clock.moveBy(4 * MINUTE)
      expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
      apiParticulier.answerAlways(FAY_AUX_LOGES, null)
    }
    await fail()
    expect((await signIn()).url.pathname).toContain('/envoyer_mes_donnees')
    expect(await bannerOf(service, page)).toBeNull()
    await fail()
    clock.moveBy(MINUTE)
    expect(await bannerOf(service, page)).toBeNull()
    await signIn()
  }, 60_000)

  test('FranceConnect without an answer twice, until it answers or for five minutes', async () => {
    const { franceConnect } = service.sandbox
    for (const ends of ['answered', 'later']) {
      for (const banner of [null, expect.stringContaining('FranceConnect ne répond pas')]) {
        franceConnect.failNextCall('token', 503)
        expect((await signIn()).status).toBe(400)
        expect(await bannerOf(service, '/mes_transmissions')).toEqual(banner)
      }
      if (ends === 'answered') await signIn()
      else clock.moveBy(5 * MINUTE)
      expect(await bannerOf(service, '/mes_transmissions')).toBeNull()
    }
  })

  test('two failures on two days are no breakdown', async () => {
    for (const _day of [1, 2]) {
      clock.moveBy(24 * 60 * MINUTE)
      service.sandbox.franceConnect.failNextCall('token', 503)
      await signIn()
    }
    expect(await bannerOf(service, '/mes_transmissions')).toBeNull()
  })

  test('what a browser brings back says nothing: anybody could write it', async () => {
    for (const error of ['temporarily_unavailable', 'server_error', 'temporarily_unavailable']) {
      service.sandbox.franceConnect.failNextSignIn(error)
      expect((await signIn()).status).toBe(400)
    }
    expect(await bannerOf(service, '/mes_transmissions')).toBeNull()
  })

  test('departures that find no FranceConnect', async () => {
    const cut = await startTestService({ environment: { FRANCECONNECT_ISSUER: 'http://127.0.0.1:9/api/v2' } })
    await cut.open(FAY_AUX_LOGES)
    for (const banner of [null, expect.stringContaining('FranceConnect ne répond pas')]) {
      const refused = await cut.newVisitor().visit(`${page}/connexion`)
      expect([refused.status, refused.text.includes('ou faites autrement')]).toEqual([503, true])
      expect(refused.html).toContain(`href="${otherWay}"`)
      expect(await bannerOf(cut, page)).toEqual(banner)
    }
    await cut.close()
  })
})

test('the pings are read from the start, without being asked to', async () => {
  const service = await startTestService({ watch: true })
  const { requests } = service.sandbox.apiParticulier
  await vi.waitFor(() => expect(requests.map(({ path }) => path)).toContain(`/api/${QF}/ping`))
  await service.close()
})

describe('with every upstream down', () => {
  const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
  const holes: Server[] = []
  const held = new Set<Socket>()
  let service: TestService
  let agent: Visitor
  let reference: string

  beforeAll(async () => {
    service = await startTestService({ watch: true })
    await service.open(FAY_AUX_LOGES)
    await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
    await announceByMail(service)
    agent = service.newVisitor()
    await agent.signIn('/agent/connexion', { identity: 'martine' })
    await service.sandbox.close()
  })
  beforeEach(async () => {
    reference = (await sendAnnounced(service.services, FAY_AUX_LOGES))?.reference ?? ''
  })
  afterAll(async () => {
    for (const socket of held) socket.destroy()
    for (const hole of holes) hole.close()
    await service?.close()
  })

  test('whose addresses refuse everybody: information, other ways and desk go on', async () => {
    for (const _again of [1, 2]) await service.services.outages.look()
    await expectAllToAnswer()
    expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
  })

  test('whose addresses take everybody in and never answer: the same, while others wait there', async () => {
    const { FRANCECONNECT_ISSUER = '', SMTP_URL = '' } = service.environment
    for (const address of [FRANCECONNECT_ISSUER, SMTP_URL]) await digHole(Number(new URL(address).port))
    const looking = service.services.outages.look()
    const departing = service.newVisitor().visit(`${page}/connexion`)
    await expectAllToAnswer()
    const refused = await departing
    expect([refused.status, refused.html.includes(`href="${otherWay}"`)]).toEqual([503, true])
    await looking
    expect(await bannerOf(service, page)).toContain('La CAF et la MSA ne répondent pas')
  }, 60_000)

  async function expectAllToAnswer(): Promise<void> {
    const reached = await crawl(service.newVisitor(), ['/', '/collectivites', page, otherWay])
    expect(reached).toEqual(
      expect.arrayContaining([
        '/accessibilite',
        '/administrations',
        '/administrations/essai/recepisse.pdf',
        '/donnees_personnelles',
        '/mentions_legales',
        '/statistiques',
      ]),
    )
    const record = `${desk}/transmissions/${reference}`
    for (const path of [desk, record, `${desk}/export.csv`, `${desk}/fichiers`, `${desk}/reglages`])
      expect([path, (await agent.request(path)).status]).toEqual([path, 200])
    expect((await agent.visit(record)).html).toContain('Marquer comme traité')
    const treated = await agent.visit(`${record}/traitement`, { form: { etat: 'traite' } })
    expect(treated.text).toContain('Traité le')
  }

  async function digHole(port: number): Promise<void> {
    const hole = createServer((socket) => {
      held.add(socket.on('error', () => {}))
    })
    holes.push(hole)
    await new Promise<void>((resolve) => hole.listen(port, '127.0.0.1', resolve))
  }
})

/** What arrives is announced at once, so that mails wait for their server too. */
async function announceByMail({ services: { db } }: TestService): Promise<void> {
  const row = { siret: FAY_AUX_LOGES, email: 'mairie@fay-aux-loges.example', confirmedAt: new Date() }
  await asCollectivite(db, FAY_AUX_LOGES, (tx) => tx.insert(recipients).values(row))
  await db.update(collectivites).set({ mailFrequency: 'transmission', mailSince: new Date() })
}

/** Every page of ours that links lead to without a sign-in; each must answer 200. */
async function crawl(visitor: Visitor, from: string[]): Promise<string[]> {
  const found = [...from]
  for (const path of found) {
    const shown = await visitor.request(path)
    expect([path, shown.status]).toEqual([path, 200])
    const links = (await shown.text()).matchAll(/<a [^>]*href="(\/[^"#?]*)"/g)
    for (const [, link = ''] of links)
      if (!found.includes(link) && !/^\/(agent|dinum)|\/connexion$/.test(link)) found.push(link)
  }
  return found
}
