import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, sentTransmissions, submissions } from '#src/db/schema.js'
import { removeForgotten } from '#src/submission/sent-transmissions.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type Visitor } from '../support/visitor.js'

const clock = fixedClock(new Date().toISOString())
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example')
})
beforeEach(async () => {
  service.sandbox.apiParticulier.reset()
  await service.services.db.delete(sentTransmissions)
})
afterAll(() => service?.close())

async function send(resident: Visitor, siret = FAY_AUX_LOGES, identity = 'ordinary'): Promise<string> {
  const review = await resident.signIn(`/collectivites/${siret}/connexion`, { identity })
  const revue = fieldOf(review.html, 'revue')
  const sent = await resident.visit(`/collectivites/${siret}/envois`, { form: { revue } })
  expect(sent.text).toContain('C’est transmis')
  return sent.url.pathname.split('/').at(-1) ?? ''
}

async function signInAsAgent(): Promise<Visitor> {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  return agent
}

const line = (name: string, state: string, reference: string) =>
  new RegExp(`${name} ${state} Département et code postal [^Q]+ Référence ${reference}`)
const cancelPath = (reference: string) =>
  `/collectivites/${FAY_AUX_LOGES}/confirmation/${reference}/annulation`
const followAgain = (resident: Visitor) =>
  resident.signIn('/mes_transmissions/connexion', { identity: 'ordinary' })

describe('Mes transmissions', () => {
  test('says what it is for before the sign-in, which asks FranceConnect for nothing but a sub', async () => {
    const visitor = service.newVisitor()
    const before = await visitor.visit('/mes_transmissions')
    expect(before.html).toContain('href="/mes_transmissions/connexion"')
    const departure = await visitor.request('/mes_transmissions/connexion')
    expect(new URL(departure.headers.get('location') ?? '').searchParams.get('scope')).toBe('openid')
    const shown = await followAgain(visitor)
    expect(shown.url.pathname).toBe('/mes_transmissions')
    expect(shown.text).toContain('Vous n’avez rien transmis')
    expect(service.sandbox.apiParticulier.requests).toEqual([])
  })

  test('on another day and another browser, shows what was sent, to whom, and how far it is', async () => {
    const toFay = await send(service.newVisitor())
    const toCalvi = await send(service.newVisitor(), CALVI)
    const elsewhere = service.newVisitor()
    const shown = await followAgain(elsewhere)
    expect(shown.text.indexOf(toCalvi)).toBeGreaterThan(0)
    expect(shown.text).toMatch(line('Fay-aux-Loges', 'Reçue', toFay))
    expect(shown.text).toMatch(line('Calvi', 'Reçue', toCalvi))
    expect(shown.text).toContain('Loiret (45), 45450')
    expect(shown.text).toContain('Haute-Corse (2B), 20260')
    expect(shown.text).toContain('Ouverte, ou mise dans un fichier pas encore')

    const agent = await signInAsAgent()
    await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    expect((await elsewhere.visit('/mes_transmissions')).text).toMatch(line('Fay-aux-Loges', 'Reçue', toFay))
    await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}/transmissions/${toFay}`)
    expect((await elsewhere.visit('/mes_transmissions')).text).toMatch(
      line('Fay-aux-Loges', 'Ouverte', toFay),
    )
    await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
      tx.update(submissions).set({ treatedAt: clock() }),
    )
    expect((await elsewhere.visit('/mes_transmissions')).text).toMatch(
      line('Fay-aux-Loges', 'Traitée', toFay),
    )

    const confirmation = await elsewhere.visit(`/collectivites/${CALVI}/confirmation/${toCalvi}`)
    expect(confirmation.text).toContain('C’est transmis')
    const inTheWrongPlace = await elsewhere.visit(`/collectivites/${FAY_AUX_LOGES}/confirmation/${toCalvi}`)
    expect([inTheWrongPlace.status, inTheWrongPlace.text.includes('pas la vôtre')]).toEqual([404, true])
    const receipt = await elsewhere.request(`/collectivites/${CALVI}/confirmation/${toCalvi}.pdf`)
    expect(receipt.headers.get('content-type')).toBe('application/pdf')
  })

  test('nobody else sees it: not another person, not the next one on the same browser', async () => {
    const browser = service.newVisitor()
    const reference = await send(browser)
    await browser.signIn('/mes_transmissions/connexion', { identity: 'msa' })
    for (const stranger of [browser, service.newVisitor()]) {
      expect((await stranger.visit('/mes_transmissions')).text).not.toContain(reference)
      const page = `/collectivites/${FAY_AUX_LOGES}/confirmation/${reference}`
      expect((await stranger.visit(page)).status).toBe(404)
      expect((await stranger.visit(`${page}.pdf`)).status).toBe(404)
      const cancelled = await stranger.visit(cancelPath(reference), { form: {} })
      expect([cancelled.status, cancelled.text.includes('Rien n’a été annulé')]).toEqual([404, true])
    }
    expect(await service.services.db.$count(sentTransmissions)).toBe(1)
    expect((await followAgain(service.newVisitor())).text).toMatch(line('Fay-aux-Loges', 'Reçue', reference))
  })

  test('keeps nothing that says who, to whom or when: a row is a hash, a sealed envelope and a day', async () => {
    const reference = await send(service.newVisitor())
    const [row] = await service.services.db.select().from(sentTransmissions)
    const bytes = Buffer.concat([row?.sender ?? Buffer.alloc(0), row?.envelope ?? Buffer.alloc(0)])
    for (const text of [reference, FAY_AUX_LOGES, 'MARCHADIER']) expect(bytes.includes(text)).toBe(false)
    const day = (days: number) => new Date(clock().getTime() + days * 86_400_000)
    expect(row?.lastDay).toBe(day(90).toISOString().slice(0, 10))
    const { db } = service.services
    await removeForgotten(db, day(89))
    expect(await db.$count(sentTransmissions)).toBe(1)
    await removeForgotten(db, day(90))
    expect(await db.$count(sentTransmissions)).toBe(0)
  })
})

describe('Annuler cette transmission', () => {
  test('erases the content at once, keeps the trace, and says so again when asked again', async () => {
    const resident = service.newVisitor()
    const reference = await send(resident)
    const confirmation = await resident.visit(`/collectivites/${FAY_AUX_LOGES}/confirmation/${reference}`)
    expect(confirmation.html).toContain(`action="${cancelPath(reference)}"`)
    for (const _again of [1, 2]) {
      const shown = await resident.visit(cancelPath(reference), { form: {} })
      expect(shown.text).toContain('Transmission annulée')
    }
    const kept = await asCollectivite(service.services.db, FAY_AUX_LOGES, async (tx) => ({
      rows: (await tx.select().from(submissions)).filter((row) => row.reference === reference),
      trace: (await tx.select().from(auditEvents)).filter((event) => event.references.includes(reference)),
    }))
    expect(kept.rows).toEqual([])
    expect(kept.trace.map(({ actor, action }) => [actor, action])).toEqual([
      ['usager', 'transmission'],
      ['usager', 'annulation'],
    ])
    expect((await resident.visit('/mes_transmissions')).text).toMatch(
      line('Fay-aux-Loges', 'Annulée', reference),
    )
    const agent = await signInAsAgent()
    expect((await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)).text).not.toContain(reference)
  })

  test('works for a post without a body, from our own pages only', async () => {
    const resident = service.newVisitor()
    const reference = await send(resident)
    const post = (Origin: string) =>
      resident.request(cancelPath(reference), { method: 'POST', headers: { Origin } })
    expect((await post('https://evil.example')).status).toBe(403)
    expect((await post(service.url)).status).toBe(303)
  })

  test('comes too late once an agent has opened it, and says who to ask', async () => {
    const resident = service.newVisitor()
    const reference = await send(resident)
    const agent = await signInAsAgent()
    await (await agent.request(`/agent/collectivites/${FAY_AUX_LOGES}/export.csv`)).text()
    const shown = await resident.visit(cancelPath(reference), { form: {} })
    expect([shown.status, shown.text.includes('trop tard')]).toEqual([409, true])
    expect((await resident.visit('/mes_transmissions')).html).not.toContain(cancelPath(reference))
    const record = await agent.visit(`/agent/collectivites/${FAY_AUX_LOGES}/transmissions/${reference}`)
    expect(record.status).toBe(200)
  })

  test('at the very moment an agent opens: either she takes it back or he reads it, never both', async () => {
    const agent = await signInAsAgent()
    const resident = service.newVisitor()
    for (let round = 0; round < 8; round++) {
      const reference = await send(resident)
      const record = `/agent/collectivites/${FAY_AUX_LOGES}/transmissions/${reference}`
      const [cancelled, opened] = await Promise.all([
        resident.request(cancelPath(reference), { form: {} }),
        agent.request(record),
      ])
      expect([
        [303, 404],
        [409, 200],
      ]).toContainEqual([cancelled.status, opened.status])
    }
  })
})

describe('Actualiser', () => {
  const actualiser = `/collectivites/${FAY_AUX_LOGES}/connexion?actualiser=oui`
  const askedFresh = () => service.sandbox.apiParticulier.requests.map(({ cacheControl }) => cacheControl)

  test('asks the fund anew once a day, and says when that was done already', async () => {
    const resident = service.newVisitor()
    const review = await resident.signIn(`/collectivites/${FAY_AUX_LOGES}/connexion`, { identity: 'zero' })
    expect(review.html).toContain(`href="${actualiser}"`)
    const first = await resident.signIn(actualiser, { identity: 'zero' })
    expect(first.text).toContain('vient d’être actualisé')
    const second = await resident.signIn(actualiser, { identity: 'zero' })
    expect(second.text).toContain('déjà actualisé')
    expect(askedFresh()).toEqual([null, 'no-cache', null])
  })

  test('giving up on the way to Mes transmissions speaks neither of the funds nor of an attestation', async () => {
    const shown = await service
      .newVisitor()
      .signIn('/mes_transmissions/connexion', { error: 'access_denied' })
    expect(shown.html).toContain('href="/mes_transmissions/connexion"')
    expect(shown.text).not.toContain('attestation')
    expect(shown.text).not.toContain('Rien n’a été transmis')
  })

  test('a breakdown does not use up the day', async () => {
    const resident = service.newVisitor()
    service.sandbox.apiParticulier.script({ status: 504, body: {} }, { status: 504, body: {} })
    await resident.signIn(actualiser, { identity: 'msa' })
    const again = await resident.signIn(actualiser, { identity: 'msa' })
    expect(again.text).toContain('vient d’être actualisé')
  })
})
