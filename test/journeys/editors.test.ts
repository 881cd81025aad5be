import { setTimeout as wait } from 'node:timers/promises'
import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEditorOrigins, listEditorOrigins } from '#src/collectivite/editor-origins.js'
import { keepRefusedOrigin } from '#src/collectivite/refused-origins.js'
import { operatorActs } from '#src/db/schema.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { press, signInOperator } from '../support/operator.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const EDITOR = 'https://familles.editeur.example'
// As long as a process may keep the list, and a little more.
const A_MOMENT = 5_500

let service: TestService
let claire: Visitor

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.open(CALVI)
  claire = await signInOperator(service)
})
afterAll(() => service?.close())

const lastAct = async () =>
  (await service.services.db.select().from(operatorActs).orderBy(desc(operatorActs.seq)).limit(1))[0]

/** Whether the link to FranceConnect takes the way back along. */
async function leadsBack(siret: string, address: string): Promise<boolean> {
  const back = `/collectivites/${siret}?redirect_uri=${encodeURIComponent(address)}`
  const { html } = await service.newVisitor().visit(back)
  return html.includes('redirect_uri=')
}

test('what is typed wrong comes back with what is wrong', async () => {
  const page = await claire.visit('/dinum/editeurs')
  expect(page.text).toContain('Aucun site n’est inscrit')
  const wrong: [string, string, string][] = [
    ['', '', 'Écrivez l’adresse du site.'],
    ['familles.editeur.example', 'Un éditeur', 'n’est pas une adresse complète'],
    ['http://familles.editeur.example', 'Un éditeur', 'n’est pas protégé'],
    ['https://moi:x@familles.editeur.example', 'Un éditeur', 'contient un nom ou un mot de passe'],
    [EDITOR, '', 'Écrivez le nom de l’éditeur.'],
    [EDITOR, 'x'.repeat(101), 'Raccourcissez ce nom'],
  ]
  for (const [site, editeur, fault] of wrong) {
    const refused = await press(claire, page, 'Ajouter', { site, editeur })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(fault)
    expect(refused.html).toContain(`value="${site}"`)
    expect(refused.html).toContain(`value="${editeur}"`)
  }
  expect(await listEditorOrigins(service.services.db)).toEqual([])
})

test('a site leads residents of every collectivité back, within seconds, until it is removed', async () => {
  expect(await leadsBack(FAY_AUX_LOGES, `${EDITOR}/retour?dossier=7`)).toBe(false)
  const page = await claire.visit('/dinum/editeurs')
  const added = await press(claire, page, 'Ajouter', { site: `${EDITOR}/accueil?x=1`, editeur: 'Un éditeur' })
  expect(added.text).toContain('Le site est ajouté')
  expect(added.text).toContain(`Un éditeur ${EDITOR}, depuis le`)
  expect(await lastAct()).toMatchObject({ act: 'éditeur ajouté', concerned: EDITOR })
  const twice = await press(claire, added, 'Ajouter', { site: EDITOR, editeur: 'Un autre' })
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('déjà dans la liste')
  await afterAMoment(FAY_AUX_LOGES)
  for (const siret of [FAY_AUX_LOGES, CALVI])
    expect(await leadsBack(siret, `${EDITOR}/retour?dossier=7`)).toBe(true)
  for (const address of ['https://editeur.example/', 'http://familles.editeur.example/', `${EDITOR}:8443/`])
    expect([address, await leadsBack(CALVI, address)]).toEqual([address, false])

  const removed = await press(claire, added, `Retirer ${EDITOR}`)
  expect(removed.text).toContain('Le site est retiré')
  expect(await lastAct()).toMatchObject({ act: 'éditeur retiré', concerned: EDITOR })
  await afterAMoment(FAY_AUX_LOGES)
  expect(await leadsBack(CALVI, `${EDITOR}/retour`)).toBe(false)
  const again = await press(claire, added, `Retirer ${EDITOR}`)
  expect(again.text).toContain('n’était plus dans la liste')
})

test('the gestionnaire reads which sites are allowed anyway, and is not asked about them', async () => {
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const settings = `/agent/collectivites/${FAY_AUX_LOGES}/reglages`
  await keepRefusedOrigin(service.services.db, FAY_AUX_LOGES, EDITOR, new Date())
  const before = await martine.visit(settings)
  expect(before.text).toContain('Il n’en a inscrit aucun')
  expect(before.text).toContain(`Autoriser ${EDITOR}`)
  const page = await claire.visit('/dinum/editeurs')
  await press(claire, page, 'Ajouter', { site: EDITOR, editeur: 'Un éditeur' })
  const after = await martine.visit(settings)
  expect(after.text).toContain(`Un éditeur : ${EDITOR}`)
  expect(after.text).not.toContain(`Autoriser ${EDITOR}`)
})

test('the list is asked for once for many pages, and kept while the database is away', async () => {
  const { db } = service.services
  let asked = 0
  let isAway = false
  const counted = new Proxy(db, {
    get(target, property, receiver) {
      if (property !== 'select') return Reflect.get(target, property, receiver)
      asked += 1
      if (isAway) throw new Error('away')
      return target.select.bind(target)
    },
  })
  const origins = createEditorOrigins(counted)
  await Promise.all(Array.from({ length: 50 }, () => origins.list()))
  expect(await origins.list()).toEqual([EDITOR])
  expect(asked).toBe(1)
  isAway = true
  await wait(A_MOMENT)
  expect(await origins.list()).toEqual([EDITOR])
  expect(asked).toBe(2)
})

/** The first page after a moment has the list renewed beside it. */
async function afterAMoment(siret: string): Promise<void> {
  await wait(A_MOMENT)
  await leadsBack(siret, 'https://portail.example/')
  await wait(200)
}
