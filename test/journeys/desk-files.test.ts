import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { exports as keptExports, submissions } from '#src/db/schema.js'
import { keepExport } from '#src/submission/exports.js'
import { hasReference } from '#src/submission/filter.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService
let agent: Visitor

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(CALVI, 'lisandru.ficajola@calvi.example', 'gestionnaire')
  agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
})
beforeEach(async () => {
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.delete(submissions))
})
afterAll(() => service?.close())

const send = async () => (await sendTo(service.services.safe, FAY_AUX_LOGES))?.reference ?? ''
const rowsOfCsv = async (path: string, options = {}): Promise<string[]> => {
  const response = await agent.request(path, options)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const rows: Record<string, string>[] = parse(await response.text(), {
    columns: true,
    delimiter: ';',
    bom: true,
  })
  return rows.map((row) => row.Référence ?? '')
}
const lines = () =>
  asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    tx.select().from(keptExports).orderBy(keptExports.createdAt),
  )

test('three clicks from the sign-in to the file of all new rows, and none twice', async () => {
  const first = [await send(), await send()]
  const fresh = service.newVisitor()
  // 1: S’identifier avec ProConnect; ProConnect sends back to the desk.
  const home = await fresh.signIn('/agent/connexion', { identity: 'martine' })
  // 2: Dans aucun fichier.
  const onlyNew = home.html.match(/href="([^"]*\?export=jamais)"/)?.[1] ?? ''
  const list = await fresh.visit(onlyNew)
  // 3: Télécharger le CSV.
  const file = list.html.match(/<a href="([^"]*export\.csv[^"]*)"[^>]*>Télécharger le CSV</)?.[1] ?? ''
  expect((await rowsOfCsv(file)).toSorted()).toEqual(first.toSorted())
  const next = await send()
  expect(await rowsOfCsv(file)).toEqual([next])
  expect(await rowsOfCsv(file)).toEqual([])
})

test('each file is kept as a line, made again from its references, its lost rows counted, and its rows treated', async () => {
  const [first, second] = [await send(), await send()]
  clock.moveBy(1000)
  await rowsOfCsv(`${desk}/export.csv`)
  await send()
  const line = (await lines()).at(-1)
  expect(line).toMatchObject({ format: 'csv', selection: 'toutes', count: 2 })
  expect(await rowsOfCsv(`${desk}/fichiers/${line?.id}.csv`)).toEqual(line?.references)
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    tx.delete(submissions).where(eq(submissions.reference, first)),
  )
  expect(await rowsOfCsv(`${desk}/fichiers/${line?.id}.csv`)).toEqual([second])
  const page = await agent.visit(`${desk}/fichiers`)
  expect(page.text).toContain('2 lignes')
  expect(page.text).toContain('1 ligne a été effacée depuis')
  expect(page.text).toMatch(/par martine.legendre/i)
  const desktop = await agent.visit(desk)
  expect(desktop.text).toContain('Oui, marquer cette ligne comme traitée')
  for (const _twice of [1, 2]) {
    const treated = await agent.visit(`${desk}/fichiers/${line?.id}/traitement`, { form: {} })
    expect(treated.text).toContain('La transmission est marquée comme traitée.')
  }
  const dashes = `${desk}/fichiers/------------------------------------/traitement`
  expect((await agent.visit(dashes, { form: {} })).status).toBe(404)
  expect((await agent.visit(desk)).text).toContain('2 transmissions, dont 1 à traiter.')
})

test('a file of a state, a period or ticked rows holds these and says so', async () => {
  const references = [await send(), await send(), await send()]
  await agent.visit(`${desk}/transmissions/${references[1]}/traitement`, { form: { etat: 'traite' } })
  expect(await rowsOfCsv(`${desk}/export.csv?etat=traite`)).toEqual([references[1]])
  expect(await rowsOfCsv(`${desk}/export.csv?du=2026-11-27`)).toEqual([])
  expect(await rowsOfCsv(`${desk}/export.csv?du=2026-11-26&au=2026-11-26&export=`)).toHaveLength(3)
  const ticked = await agent.request(`${desk}/selection`, {
    form: { action: 'csv', reference: references[2] ?? '' },
  })
  expect(await rowsOfCsv(ticked.headers.get('location') ?? '')).toEqual([references[2]])
  expect((await lines()).slice(-3).map(({ selection }) => selection)).toEqual([
    'traitées',
    'à partir du 26 novembre 2026, jusqu’au 26 novembre 2026',
    'lignes cochées',
  ])
})

test('examples are on the desk, and in no file nor figure', async () => {
  expect((await agent.visit(desk)).text).toContain('Essayer')
  await Promise.all([1, 2, 3].map(() => agent.visit(`${desk}/exemples`, { form: {} })))
  const page = await agent.visit(desk)
  expect(page.html.match(/name="reference"/g)).toHaveLength(3)
  expect(page.text).toContain('Personne n’a encore rien transmis.')
  const examples = [...page.html.matchAll(/name="reference" value="(Q\w{9})"/g)].map(([, one]) => one ?? '')
  await agent.visit(`${desk}/transmissions/${examples[0]}/traitement`, { form: { etat: 'traite' } })
  expect((await agent.visit(`${desk}/transmissions/${examples[0]}`)).text).toContain('Exemple')
  const real = await send()
  for (const query of ['', '?export=jamais', '?etat=a-traiter', '?verifier=oui'])
    expect(await rowsOfCsv(`${desk}/export.csv${query}`)).toEqual(
      query === '?verifier=oui' ? [] : query === '?export=jamais' ? [] : [real],
    )
  const ticked = { form: { action: 'csv', reference: examples[1] ?? '' } }
  expect((await agent.visit(`${desk}/selection`, ticked)).text).toContain(
    'les exemples n’entrent dans aucun fichier',
  )
  expect((await agent.visit(desk)).text).toContain('1 transmission, dont 1 à traiter.')
  const without = await agent.visit(`${desk}/exemples/retrait`, { form: {} })
  expect(without.html.match(/name="reference"/g)).toHaveLength(1)
})

test('another collectivité’s files answer as those that do not exist', async () => {
  await send()
  await rowsOfCsv(`${desk}/export.csv`)
  const id = (await lines()).at(-1)?.id
  const lisandru = service.newVisitor()
  await lisandru.signIn('/agent/connexion', { identity: 'lisandru' })
  const own = `/agent/collectivites/${CALVI}/fichiers`
  for (const path of [
    `${own}/${id}.csv`,
    `${own}/00000000-0000-4000-8000-000000000000.xlsx`,
    `${desk}/fichiers`,
    `${own}/x.csv`,
    `${own}/------------------------------------.csv`,
  ])
    expect([path, (await lisandru.visit(path)).status]).toEqual([path, 404])
  expect((await lisandru.visit(`${own}/${id}/traitement`, { form: {} })).status).toBe(404)
  const foreign = { form: {}, headers: { Origin: 'https://evil.example' } }
  expect((await agent.request(`${desk}/fichiers/${id}/traitement`, foreign)).status).toBe(403)
})

test('nothing leaves unasked: a look before, a link elsewhere, a search, a wrong period', async () => {
  await send()
  const asked = async (headers: Record<string, string>, query = '', method = 'GET') =>
    (await agent.request(`${desk}/export.csv${query}`, { headers, method })).status
  expect(await asked({}, '', 'HEAD')).toBe(200)
  expect(await asked({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
  expect(await asked({}, '?du=0026-11-26')).toBe(422)
  expect(await asked({}, '?du=2026-11-27&au=2026-11-26')).toBe(422)
  expect(await asked({}, '?verifier=qf-modifie')).toBe(422)
  await agent.visit(`${desk}/recherche`, { form: { q: 'marqueur' } })
  expect(await asked({}, '?recherche=oui')).toBe(422)
  expect((await agent.visit(desk)).text).toContain('1 n’est encore dans aucun fichier.')
  const navigating = { headers: { Accept: 'text/html,*/*;q=0.8' } }
  const nothing = await agent.request(`${desk}/export.xlsx?etat=traite`, navigating)
  expect(nothing.headers.get('location')).toBe(`${desk}/fichiers?fait=vide`)
})

test('a download that broke off leaves the rest as new, says so, and marks no more than was taken', async () => {
  const references = [await send(), await send()]
  const { safe } = service.services
  const chosen = { where: undefined, format: 'csv', selection: 'toutes', actor: 'agent:x' } as const
  const keeping = await keepExport(safe, FAY_AUX_LOGES, chosen)
  const id = keeping.kind === 'kept' ? keeping.file.id : ''
  await openSubmissions(
    safe,
    FAY_AUX_LOGES,
    { where: hasReference(references.slice(0, 1)), limit: 1 },
    { actor: 'agent:x', action: 'export csv' },
  )
  expect((await agent.visit(`${desk}/fichiers`)).text).toContain('Le téléchargement n’est pas allé au bout')
  // Another agent's file is not called hers.
  expect((await agent.visit(desk)).text).not.toContain('Votre dernier fichier')
  await agent.visit(`${desk}/fichiers/${id}/traitement`, { form: {} })
  expect((await agent.visit(desk)).text).toContain(
    '2 transmissions, dont 1 à traiter. 1 n’est encore dans aucun fichier.',
  )
})

test('what nobody took is announced 15 days before it is erased', async () => {
  await send()
  const taken = await send()
  await agent.visit(`${desk}/transmissions/${taken}/traitement`, { form: { etat: 'traite' } })
  expect((await agent.visit(desk)).text).not.toContain('Bientôt effacées')
  clock.moveBy(76 * 86_400_000)
  const later = service.newVisitor()
  const page = await later.signIn('/agent/connexion', { identity: 'martine' })
  expect(page.text).toContain(
    'Une transmission à traiter n’est dans aucun fichier et sera effacée le 24 février 2027.',
  )
})
