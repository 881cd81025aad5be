import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, collectivites, members } from '#src/db/schema.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES, nadege } from '../support/named.js'
import { askPlainly } from '../support/plain-request.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock(new Date().toISOString())
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
  await service.open(FAY_AUX_LOGES, { state: 'en attente' })
  await service.open(CALVI)
  await service.addMember(FAY_AUX_LOGES, 'Martine.Legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'nadia.berthillon@fay-aux-loges.example')
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.addMember(siret, 'sylvie.maurin@mairies.example')
})
afterAll(() => service?.close())

async function signIn(identity: string) {
  const visitor = service.newVisitor()
  return { visitor, page: await visitor.signIn('/agent/connexion', { identity }) }
}

describe('who comes in', () => {
  test('the first gestionnaire opens the collectivité that waited, and reads what to do while nothing came', async () => {
    const { page } = await signIn('martine')
    expect(page.url.pathname).toBe(desk)
    expect(page.text).toContain('Personne n’a encore rien transmis')
    expect(page.html).toContain(`${service.url}/collectivites/${FAY_AUX_LOGES}`)
    expect(page.html).toMatch(/<script [^>]*src="\/assets\/copy\./)
    const [row] = await service.services.db
      .select()
      .from(collectivites)
      .where(eq(collectivites.siret, FAY_AUX_LOGES))
    expect(row?.state).toBe('ouverte')
  })

  test('an agent of another establishment of the same SIREN, when she is a member', async () => {
    expect((await signIn('nadia')).page.url.pathname).toBe(desk)
  })

  test('two tabs and a reload: both come back to the desk, and one state serves once', async () => {
    const visitor = service.newVisitor()
    const first = await visitor.answerProvider('/agent/connexion', { identity: 'martine' })
    const second = await visitor.answerProvider('/agent/connexion', { identity: 'martine' })
    for (const callback of [first, second, first]) {
      const landed = await visitor.visit(callback)
      expect([landed.url.pathname, landed.status]).toEqual([desk, 200])
    }
    const stranger = await service.newVisitor().visit(first)
    expect([stranger.status, stranger.html.includes('href="/agent/connexion"')]).toEqual([400, true])
  })

  test('two agents on one browser: the second has her own desk, and the first one’s session is over', async () => {
    const visitor = service.newVisitor()
    const first = await visitor.answerProvider('/agent/connexion', { identity: 'martine' })
    const second = await visitor.answerProvider('/agent/connexion', { identity: 'gerard' })
    await visitor.visit(first)
    const cookie = visitor.cookie('qf-agent') ?? ''
    expect((await visitor.visit(second)).text).toContain('Gérard POUSSINEAU')
    const withTheOldCookie = await fetch(`${service.url}${desk}`, {
      headers: { Cookie: cookie },
      redirect: 'manual',
    })
    expect(withTheOldCookie.status).not.toBe(200)
    expect((await visitor.visit(desk)).status).toBe(404)
  })

  test.each([
    ['bruno', 'Fay-aux-Loges', 'Bruno TESSIERAS'],
    ['gerard', '26450142000014', 'Gérard POUSSINEAU'],
    ['helene', '21450346800016', 'Hélène CHARBONNET'],
  ])(
    'not %s: the refusal names the organisation and how to change it',
    async (identity, organisation, name) => {
      const { visitor, page } = await signIn(identity)
      expect(page.status).toBe(403)
      expect(page.text).toContain(organisation)
      expect(page.text).toContain(name)
      expect(page.text).toContain('Déconnectez-vous')
      expect((await visitor.visit(desk)).status).toBe(404)
    },
  )

  test('one person of two communes reads that of the organisation she chose, and no other', async () => {
    const { visitor, page } = await signIn(`sylvie/${CALVI}`)
    expect(page.url.pathname).toBe(`/agent/collectivites/${CALVI}`)
    expect((await visitor.visit(desk)).status).toBe(404)
    expect((await signIn(`sylvie/${FAY_AUX_LOGES}`)).page.url.pathname).toBe(desk)
  })

  test('nobody without a sign-in', async () => {
    for (const path of [desk, `${desk}/export.csv`, `${desk}/transmissions/Q23456789B`]) {
      expect((await service.newVisitor().visit(path)).url.pathname).toBe('/agent')
    }
  })

  test('nobody whose return is forged or given up', async () => {
    const visitor = service.newVisitor()
    const back = await visitor.answerProvider('/agent/connexion', { identity: 'martine' })
    expect((await service.newVisitor().visit(back)).status).toBe(400)
    back.searchParams.set('state', 'x'.repeat(43))
    expect((await visitor.visit(back)).status).toBe(400)
    expect(
      (await service.newVisitor().signIn('/agent/connexion', { error: 'access_denied' })).text,
    ).toContain('abandonnée')
  })

  // ProConnect's own session would bring her back without a word.
  test.each(['/agent', '/dinum'])(
    'nobody who followed a link elsewhere to the departure of %s, but the page with the button',
    async (entrance) => {
      const follow = (site: string) =>
        askPlainly(`${service.url}${entrance}/connexion`, {
          headers: { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
        })
      for (const site of ['cross-site', 'same-site']) {
        const { status, headers } = await follow(site)
        expect([status, headers.location, headers['set-cookie']]).toEqual([303, entrance, undefined])
      }
      const { status, headers } = await follow('same-origin')
      expect([status, headers['set-cookie']]).toEqual([302, [expect.stringMatching(/^qf-agent=/)]])
    },
  )
})

describe('the desk', () => {
  let martine: Visitor
  let reference: string

  beforeEach(async () => {
    martine = (await signIn('martine')).visitor
    const submitted = await sendTo(service.services.safe, FAY_AUX_LOGES)
    reference = submitted?.reference ?? ''
    clock.moveBy(1000)
  })

  test('lists and opens what was sent, and every reading leaves its trace', async () => {
    const inbox = await martine.visit(desk)
    expect(inbox.text).toContain(nadege.familyName)
    const record = await martine.visit(`${desk}/transmissions/${reference}`)
    expect(record.text).toContain('Nadège Anne Lise')
    expect(record.text).toContain('742')
    await martine.visit(`${desk}/export.csv`)
    const events = await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.select().from(auditEvents).orderBy(auditEvents.seq),
    )
    const last = events.slice(-3)
    expect(last.map(({ action }) => action)).toEqual(['liste', 'consultation', 'export csv'])
    for (const { actor, references } of last) {
      expect(actor).toMatch(/^agent:[0-9a-f-]{36}$/)
      expect(references).toContain(reference)
    }
  })

  test.each(['QBCDFGHJKM', 'x', '%00', '..%2f..'])('answers 404 to the reference %s', async (unknown) => {
    expect((await martine.visit(`${desk}/transmissions/${unknown}`)).status).toBe(404)
  })

  test('of another collectivité answers as one that does not exist', async () => {
    for (const siret of [CALVI, '21310555400018']) {
      const page = await martine.visit(`/agent/collectivites/${siret}`)
      expect(page.status).toBe(404)
      expect(page.text).not.toContain('Calvi')
    }
  })

  test('closes at once to who is no member any more', async () => {
    const nadia = (await signIn('nadia')).visitor
    expect((await nadia.visit(desk)).status).toBe(200)
    await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.delete(members).where(eq(members.email, 'nadia.berthillon@fay-aux-loges.example')),
    )
    expect((await nadia.visit(desk)).status).toBe(404)
  })

  test('stays open while she works, 8 hours at most, and closes after 30 idle minutes', async () => {
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      expect((await martine.visit(desk)).url.pathname).toBe(desk)
      clock.moveBy(20 * 60_000)
    }
    clock.moveBy(21 * 60_000)
    expect((await martine.visit(desk)).url.pathname).toBe('/agent')

    const again = (await signIn('martine')).visitor
    clock.moveBy(31 * 60_000)
    expect((await again.visit(desk)).url.pathname).toBe('/agent')
  })

  test('a cookie kept after signing out opens nothing', async () => {
    const kept = martine.cookie('qf-agent') ?? ''
    const signedOut = await martine.visit('/agent/deconnexion', { form: {} })
    expect(signedOut.headers.get('refresh')).toContain('/session/end?')
    const thief = await service.newVisitor().request(desk, { headers: { Cookie: kept } })
    expect([thief.status, thief.headers.get('location')]).toEqual([303, '/agent'])
  })
})
