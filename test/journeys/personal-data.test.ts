import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveContact } from '#src/collectivite/contacts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { GROUPS } from '#templates/personal-data/groups.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const OFFICER = 'dpo@fay-aux-loges.example'
const pageOf = (siret: string) => `/collectivites/${siret}/donnees_personnelles`
let service: TestService

beforeAll(async () => {
  service = await startTestService({
    worker: false,
    environment: {
      RETENTION_DAYS: '60',
      HOSTING_PROVIDER: 'Exemple Hébergement, 1 rue de l’Exemple, 75000 Paris',
      SUBPROCESSORS: 'Exemple Courriel, envoi des courriels, France',
      BACKUP_DAYS: '21',
    },
  })
  await service.open(FAY_AUX_LOGES, { retentionDays: 30, contact: 'Mairie, 02 38 59 57 11' })
  await service.open(CALVI, { retentionDays: 90 })
  const officer = {
    kind: 'délégué à la protection des données',
    email: OFFICER,
    name: 'Camille Essai',
  } as const
  await asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) =>
    saveContact(tx, FAY_AUX_LOGES, { ...officer, since: new Date() }),
  )
})
afterAll(() => service?.close())

const visit = (path: string) => service.newVisitor().visit(path)

test.each(['/donnees_personnelles', pageOf(FAY_AUX_LOGES)])(
  '%s shows every piece of the register, once, and nothing else',
  async (path) => {
    const { html } = await visit(path)
    const tables = html.match(/<table class="[^"]*qf-register[\s\S]*?<\/table>/g) ?? []
    const shown = tables.flatMap((table) =>
      [...table.matchAll(/<li>([^<]*)<\/li>/g)].map(([, words = '']) => words),
    )
    const words = Object.values(GROUPS).flatMap(({ items }) => Object.values(items).map((item) => item.words))
    expect(words.length).toBeGreaterThan(80)
    expect(shown.map((one) => one.replace(/ \(en clair\)$/, '')).toSorted()).toEqual(words.toSorted())
    for (const { title } of Object.values(GROUPS)) expect(html).toContain(title)
  },
)

test('the page of all says the longest retention, the backups, the host and the sub-processors', async () => {
  const { status, text } = await visit('/donnees_personnelles')
  expect(status).toBe(200)
  for (const words of [
    '60 jours au plus après la transmission',
    'Ce qui est effacé y reste 21 jours de plus',
    'Exemple Hébergement, 1 rue de l’Exemple',
    'Exemple Courriel',
    'article 6.1.e',
    'L114-8',
    'CNIL',
    'Opérateur de test fait fonctionner ce service',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain(OFFICER)
})

test('the page of a collectivité says who it is, how long it keeps, and whom to write to', async () => {
  const { text, html } = await visit(pageOf(FAY_AUX_LOGES))
  for (const words of [
    'Fay-aux-Loges est responsable du traitement',
    `SIRET ${FAY_AUX_LOGES}`,
    'Mairie, 02 38 59 57 11',
    '30 jours au plus après la transmission',
  ])
    expect(text).toContain(words)
  expect(html).toContain(`href="mailto:${OFFICER}"`)
  // The address is published, not the name.
  expect(text).not.toContain('Camille Essai')
})

test('without an officer it says how to reach one; what the collectivité chose never exceeds what the service allows', async () => {
  const { text } = await visit(pageOf(CALVI))
  expect(text).toContain('Son adresse n’est pas encore connue ici')
  expect(text).toContain('60 jours au plus après la transmission')
  expect(text).not.toContain(OFFICER)
})

test('one that is not in the service has no such page', async () => {
  for (const siret of ['21450146100011', 'abc', '99999999999999'])
    expect((await visit(pageOf(siret))).status).toBe(404)
})
