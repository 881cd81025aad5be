import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectivites, habilitations } from '#src/db/schema.js'
import { fillDirectory } from '../support/communes.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const SAINT_LEU = '21974013100012'
let service: TestService
let claire: Visitor

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service?.close())

test('the console opens to who is listed, by organisation and by address, and to nobody else', async () => {
  const visitor = service.newVisitor()
  const entrance = await visitor.visit('/dinum')
  expect(entrance.status).toBe(200)
  expect(entrance.text).toContain('S’identifier avec ProConnect')
  expect((await visitor.request('/dinum/journal')).headers.get('location') ?? '/dinum').toBe('/dinum')
  const inside = await visitor.signIn('/dinum/connexion', { identity: 'claire' })
  expect(inside.url.pathname).toBe('/dinum')
  expect(inside.text).toContain('Collectivités')
  for (const identity of ['yann', 'martine']) {
    const refused = await service.newVisitor().signIn('/dinum/connexion', { identity })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Vous n’avez pas accès à la console')
  }
  claire = visitor
})

describe('the list of collectivités', () => {
  test('says so while there is none', async () => {
    const { text } = await claire.visit('/dinum')
    expect(text).toContain('Aucune collectivité n’utilise encore le service')
  })

  test('is found by name, SIRET, COG, postal code, state, département, activity and what is wrong', async () => {
    await service.open(FAY_AUX_LOGES)
    await service.open(CALVI, { state: 'en attente' })
    await service.open(SAINT_LEU, { state: 'suspendue' })
    const { db } = service.services
    const today = new Date().toISOString().slice(0, 10)
    await db.execute(sql`insert into daily_counts (siret, day, views, transmissions) values
      (${FAY_AUX_LOGES}, ${today}::date - 3, 12, 4), (${FAY_AUX_LOGES}, ${today}::date - 90, 2, 7),
      (${CALVI}, ${today}::date - 60, 5, 0), (${SAINT_LEU}, ${today}::date - 60, 5, 2)`)
    await db.update(collectivites).set({ accessConfirmedAt: new Date() }).where(sql`siret <> ${CALVI}`)
    await db.update(collectivites).set({ mailFailedAt: new Date() }).where(sql`siret = ${SAINT_LEU}`)
    const found = async (query: string) => {
      const { html } = await claire.visit(`/dinum?${query}`)
      return [...html.matchAll(/href="\/dinum\/collectivites\/(\d{14})"/g)].map(([, siret]) => siret)
    }
    expect(await found('')).toEqual([CALVI, FAY_AUX_LOGES, SAINT_LEU])
    expect(await found('q=fay+aux+loges')).toEqual([FAY_AUX_LOGES])
    expect(await found('q=Saint-L')).toEqual([SAINT_LEU])
    expect(await found('q=214+501+421')).toEqual([FAY_AUX_LOGES])
    expect(await found('q=2b050')).toEqual([CALVI])
    expect(await found('q=97436')).toEqual([SAINT_LEU])
    expect(await found('q=%25')).toEqual([])
    expect(await found('etat=en-attente')).toEqual([CALVI])
    expect(await found('departement=974')).toEqual([SAINT_LEU])
    expect(await found('activite=avec')).toEqual([FAY_AUX_LOGES])
    expect(await found('activite=sans')).toEqual([CALVI, SAINT_LEU])
    expect(await found('sante=personne')).toEqual([CALVI])
    expect(await found('sante=aucune-transmission')).toEqual([CALVI])
    expect(await found('sante=jamais-vue')).toEqual([])
    expect(await found('sante=courriels')).toEqual([SAINT_LEU])
    expect(await found('sante=courriels&etat=ouverte')).toEqual([])
    expect(await found('sante=attend-operateur')).toEqual([])
    await db.insert(habilitations).values({
      id: 1,
      definition: 'formulaire_qf',
      organizationSiret: FAY_AUX_LOGES,
      transferSiret: CALVI,
      active: true,
      waitsFor: 'transfert',
      updatedAt: new Date(),
    })
    expect(await found('sante=attend-operateur')).toEqual([CALVI, FAY_AUX_LOGES])
    expect(await found('etat=toutes&sante=x&departement=2C&page=0')).toHaveLength(3)
    const { text } = await claire.visit('/dinum?q=fay')
    expect(text).toMatch(/Ouverte 4 /)
    expect(text).toContain('Une demande de DataPass attend votre décision')
    expect((await claire.visit('/dinum?q=nulle+part')).text).toContain('Aucune collectivité ne correspond')
  })

  test('shows 50 a page of 5 000', { timeout: 60_000 }, async () => {
    const { db } = service.services
    await fillDirectory(db)
    const first = await claire.visit('/dinum')
    expect(first.text).toMatch(/1 à 50 sur 5.0\d\d/)
    expect(first.html.match(/<tr>/g)).toHaveLength(51)
    const next = await claire.visit('/dinum?page=2')
    expect(next.text).toMatch(/51 à 100 sur 5.0\d\d/)
    expect(next.html).toContain('href="/dinum">Page précédente')
    expect((await claire.visit('/dinum?page=99999')).text).toContain('1 à 50 sur')
  })
})
