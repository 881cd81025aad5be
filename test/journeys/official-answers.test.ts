import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officialCases } from '../sandbox/api-particulier/official-cases.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const answered200 = Object.entries(officialCases).filter(([, { status }]) => status === 200)
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
})
afterAll(() => service?.close())

test('every official 200 answer is there', () => {
  expect(answered200.map(([id]) => id)).toEqual(['dubois', 'dupont', 'delalalalande', 'yogo', 'placard'])
})

describe.each(answered200)('the official answer of %s', (id, { params, payload }) => {
  const { quotient_familial: official } = JSON.parse(payload).data
  const fund = official.fournisseur === 'CNAF' ? 'CAF' : official.fournisseur

  test('is read, sent, and reaches the CSV', async () => {
    const resident = service.newVisitor()
    const review = await resident.signIn(`${page}/connexion`, { identity: id })
    expect(review.url.pathname).toBe(`${page}/envoyer_mes_donnees`)
    expect(review.status).toBe(200)
    expect(review.text).toMatch(/2\s?550/)
    expect(review.text).toContain('février 2024')
    expect(review.text).toContain(fund)
    expect(review.text).toContain(params.nomNaissance)
    for (const given of params.prenoms ?? []) expect(review.text).toContain(given)

    const done = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
    expect(done.status).toBe(200)
    const reference = done.url.pathname.split('/').at(-1) ?? ''
    expect(done.text).toContain(reference)

    const [row] = (await downloadCsv()).filter((candidate) => candidate.Référence === reference)
    expect(row).toMatchObject({
      'Nom de naissance': params.nomNaissance,
      Prénoms: params.prenoms?.join(' '),
      Sexe: params.sexeEtatCivil,
      'Date de naissance': [
        params.anneeDateNaissance,
        String(params.moisDateNaissance).padStart(2, '0'),
        String(params.jourDateNaissance).padStart(2, '0'),
      ].join('-'),
      'Code INSEE commune de naissance': params.codeCogInseeCommuneNaissance,
      'Code INSEE pays de naissance': params.codeCogInseePaysNaissance,
      'Quotient familial': String(official.valeur),
      'Mois du QF': String(official.mois),
      'Année du QF': String(official.annee),
      'Mois de calcul': String(official.mois_calcul),
      'Année de calcul': String(official.annee_calcul),
      Régime: fund,
      Origine: 'FranceConnect',
      'À vérifier': '',
      'QF précédent': '',
      Remplace: '',
      Statut: 'À traiter',
    })
  })
})

test.each([
  ['lefebvre', 404, /dossier|allocataire/i],
  ['desfouin', 429, /occupé|beaucoup de demandes|réessay/i],
  ['delanoue', 502, /ne répond|indisponible/i],
])('the official answer of %s (%i) has its page, with another way', async (id, status, words) => {
  expect(officialCases[id as keyof typeof officialCases].status).toBe(status)
  const outcome = await service.newVisitor().signIn(`${page}/connexion`, { identity: id })
  expect(outcome.status).toBe(200)
  expect(outcome.text).toMatch(words)
  expect(outcome.html).toContain(`${page}/sans_france_connect`)
})

async function downloadCsv(): Promise<Record<string, string>[]> {
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  const response = await agent.request(`/agent/collectivites/${FAY_AUX_LOGES}/export.csv`)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  return parse(await response.text(), { columns: true, delimiter: ';', bom: true })
}
