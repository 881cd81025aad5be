import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorRowAnswer, errorTable } from '../sandbox/api-particulier/error-table.js'
import type { ScriptedAnswer } from '../sandbox/api-particulier/script.js'
import { siretsOfCommunes } from '../support/communes.js'
import { startTestService, type TestService } from '../support/service.js'

const LANES = 4
let service: TestService
let lanes: string[]

beforeAll(async () => {
  service = await startTestService()
  lanes = await siretsOfCommunes(service.services.db, LANES)
  for (const siret of lanes) await service.open(siret)
})
afterAll(() => service?.close())

// What the page of each outcome is called; decided by status, then code.
const TITLES = {
  busy: 'Beaucoup de demandes en ce moment',
  unavailable: 'La CAF et la MSA ne répondent pas pour le moment',
  'sign-in-again': 'Il faut vous identifier de nouveau',
  'no-file': 'Pas de dossier d’allocataire à votre nom',
  'not-identified': 'La CAF et la MSA n’ont pas reconnu votre identité',
  misconfigured: 'Ce service a un problème',
}
type Outcome = keyof typeof TITLES
const OUR_FAULT = ['00210', '00354', '00356', '00401']
const AGAIN: Outcome[] = ['busy', 'unavailable', 'sign-in-again']

function outcomeOf({ status, code }: (typeof errorTable)[number]): Outcome {
  if (status === 409 || status === 429) return 'busy'
  if (status >= 500) return 'unavailable'
  if (status === 401 && /^5(00|15)/.test(code ?? '')) return 'sign-in-again'
  if (status === 404 && code?.endsWith('003')) return 'no-file'
  if (status === 422 && !OUR_FAULT.includes(code ?? '')) return 'not-identified'
  return 'misconfigured'
}

type Case = { name: string; outcome: Outcome; first: ScriptedAnswer[]; last: ScriptedAnswer }

const collision = errorRowAnswer(errorTable.find(({ status }) => status === 409) ?? expect.unreachable())
const cases: Case[] = errorTable.flatMap((row) => {
  const answer = errorRowAnswer(row)
  const name = `${row.status} ${row.code} ${row.name}`
  const outcome = outcomeOf(row)
  return [
    { name: `${name}, at once`, outcome, first: [], last: answer },
    { name: `${name}, after a collision`, outcome, first: [collision], last: answer },
    { name: `${name}, after a slow answer`, outcome, first: [], last: { ...answer, delayMs: 1_300 } },
  ]
})

/** Where a resident ends: on the page of the outcome, with a way on, and no person in the logs. */
async function walk(siret: string, { name, outcome, first, last }: Case): Promise<void> {
  const { apiParticulier } = service.sandbox
  const page = `/collectivites/${siret}`
  const linesBefore = service.logs.length
  apiParticulier.scriptFor(siret, ...first)
  apiParticulier.answerAlways(siret, last)
  const resident = service.newVisitor()
  const shown = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  apiParticulier.answerAlways(siret, null)
  expect([name, shown.status, shown.text.includes(TITLES[outcome])]).toEqual([name, 200, true])
  expect([name, shown.text.includes('Faire autrement')]).toEqual([name, true])
  expect([name, shown.text.includes('Rien n’a été transmis')]).toEqual([name, true])
  expect([name, shown.html.includes(`href="${page}/connexion"`)]).toEqual([name, AGAIN.includes(outcome)])
  expect((await resident.request(`${page}/envoyer_mes_donnees`)).status).toBe(403)
  const lines = service.logs.slice(linesBefore).join('')
  expect(lines).toContain(`"outcome":"${outcome}"`)
  expect(lines).not.toMatch(/MARCHADIER|Élodie|"status":5\d\d/)
  for (const token of service.sandbox.franceConnect.accessTokens) expect(lines).not.toContain(token)
}

/** A success between two cases, so that breakdowns of one test do not open the circuit for the others. */
async function succeed(siret: string): Promise<void> {
  const review = await service.newVisitor().signIn(`/collectivites/${siret}/connexion`, { identity: 'msa' })
  expect(review.url.pathname).toContain('/envoyer_mes_donnees')
}

test(`${cases.length} ways in which API Particulier fails: each ends on the page of its outcome`, async () => {
  const left = cases.filter(({ last }) => !('status' in last) || last.status !== 429)
  let done = 0
  await Promise.all(
    lanes.map(async (siret) => {
      for (let next = left.shift(); next; next = left.shift()) {
        await walk(siret, next)
        await succeed(siret)
        done++
      }
    }),
  )
  expect(done).toBeGreaterThan(3 * 50)
})

test('a 429 holds the calls of all communes, so it has its turn alone', async () => {
  const limited = cases.filter(({ last }) => 'status' in last && last.status === 429)
  expect(limited).toHaveLength(3)
  await Promise.all(limited.map((one, at) => walk(lanes[at] ?? '', one)))
})
