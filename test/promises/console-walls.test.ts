import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '#src/app.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { recipients } from '#src/db/schema.js'
import { applyHabilitation } from '#src/onboarding/datapass/apply-habilitation.js'
import { contentOf, FAY_AUX_LOGES, nadege, qf742 } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { RequestOptions, Visitor } from '../support/visitor.js'

/** A quotient familial that no SIRET, COG or date holds. */
const QF = 31_337
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const OF_RESIDENTS = /\b(submissions|sent_transmissions|exports)\b/i
const page = `/dinum/collectivites/${FAY_AUX_LOGES}`

let service: TestService
let claire: Visitor
let demande: string
const statements: string[] = []

beforeAll(async () => {
  // Nothing but the requests asks the database.
  service = await startTestService({ worker: false })
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
  const { safe, db } = service.services
  await asCollectivite(db, FAY_AUX_LOGES, (tx) =>
    tx
      .insert(recipients)
      .values({ siret: FAY_AUX_LOGES, email: 'mairie@fay.example', confirmedAt: new Date() }),
  )
  const content = contentOf({ quotientFamilial: { ...qf742, value: QF } })
  await sendTo(safe, FAY_AUX_LOGES, { ...content, externalId: 'FAMILLE-D-ESSAI' }, 'sub-of-nadege')
  const martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  const file = await martine.request(`/agent/collectivites/${FAY_AUX_LOGES}/export.csv`)
  expect(await file.text()).toContain(String(QF))
  const request = service.sandbox.dataPass.createRequest()
  await service.sandbox.dataPass.fire(request, 'approve')
  await applyHabilitation(service.services, request.id)
  demande = String(request.id)
  claire = await signInOperator(service)
  listen()
})
afterAll(() => service?.close())

/** Every statement that reaches the database, of transactions too: they are made with the options of the session. */
function listen() {
  const { session } = service.services.db as unknown as { session: Session }
  const logger = { logQuery: (query: string) => statements.push(query) }
  session.logger = logger
  session.options.logger = logger
}
type Session = { logger: object; options: { logger: object } }

/** What the console answers, and what it asked the database meanwhile. */
async function ask(path: string, options?: RequestOptions) {
  statements.length = 0
  const answer = await claire.visit(path, options)
  return { ...answer, asked: [...statements] }
}

function expectNothingOfResidents(what: string, { html, asked }: Awaited<ReturnType<typeof ask>>): void {
  expect([what, asked.filter((statement) => OF_RESIDENTS.test(statement))]).toEqual([what, []])
  const found = [nadege.familyName, 'ESSAI-MARQUEUR', 'Nadège', String(QF), '31\u202f337', 'FAMILLE-D-ESSAI']
  expect([what, found.filter((word) => html.includes(word))]).toEqual([what, []])
}

// As an address has them; every route of the console is walked, whoever adds it.
const PARAMETERS: Record<string, string> = {
  siret: FAY_AUX_LOGES,
  place: 'demandeur',
  siren: '264501420',
  // The first event of DataPass.
  arrival: '1',
}
const EXAMPLES = ['7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11', 'transfert']
function routesOf(method: 'GET' | 'POST'): string[] {
  const { routes } = createApp(service.services)
  const paths = routes.filter((route) => route.method === method).map(({ path }) => path)
  return [...new Set(paths)].filter((path) => /^\/dinum\b/.test(path) && path !== '/dinum/connexion')
}
function fill(path: string): string {
  return path.replace(/:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, name: string, pattern = '.*') => {
    const fits = (value: string) => new RegExp(`^(${pattern})$`).test(value)
    const value = [PARAMETERS[name], ...EXAMPLES, demande].find((one) => one !== undefined && fits(one))
    if (!value) throw new Error(`No example of ${name} for ${path}`)
    return value
  })
}

describe('operators never see a resident’s data', () => {
  test('a statement about residents would be seen', async () => {
    const martine = service.newVisitor()
    await martine.signIn('/agent/connexion', { identity: 'martine' })
    statements.length = 0
    const { html } = await martine.visit(`/agent/collectivites/${FAY_AUX_LOGES}`)
    expect(html).toContain('Nadège')
    expect(statements.some((statement) => OF_RESIDENTS.test(statement))).toBe(true)
  })

  test('on no page of the console', async () => {
    const pages = routesOf('GET')
    expect(pages).toContain('/dinum/collectivites/:siret')
    for (const path of pages) {
      const answer = await ask(fill(path))
      // There is no list of openings.
      expect([path, answer.status]).toEqual([path, path.startsWith('/dinum/ouverture/liste/') ? 404 : 200])
      expect([path, answer.asked.length > 0]).toEqual([path, true])
      expectNothingOfResidents(path, answer)
    }
    for (const query of ['sante=aucune-transmission', 'activite=avec', 'q=fay'])
      expectNothingOfResidents(query, await ask(`/dinum?${query}`))
    expect((await ask('/dinum?q=Nad%C3%A8ge')).text).toContain('Aucune collectivité ne correspond')
  })

  test('by no act, in the order in which they are possible', async () => {
    const acts: [path: string, form: Record<string, string>, answer: RegExp][] = [
      [`${page}/contacts/demandeur`, { courriel: 'maire@fay.example' }, /contact est enregistré/],
      [`${page}/contacts/contact-metier`, { courriel: 'periscolaire@fay.example' }, /contact est enregistré/],
      [`${page}/contacts/delegue`, { courriel: 'dpo@fay.example' }, /contact est enregistré/],
      [`${page}/contacts/delegue`, { courriel: 'dpo' }, /reste à corriger/],
      [`${page}/invitations`, { courriel: 'maire@fay.example' }, /invitation part/],
      [`${page}/organisations`, { siren: '264501420' }, /peuvent être invités/],
      [`${page}/organisations`, { siren: '1' }, /pas un SIREN/],
      [`${page}/organisations/264501420/retrait`, {}, /ne lisent plus rien/],
      [`${page}/messageries`, { fichier: 'oui' }, /peut partir/],
      [`${page}/suspension`, {}, /est suspendu/],
      [`${page}/reprise`, {}, /est rouvert/],
      [`${page}/fermeture`, {}, /est fermé/],
      [`${page}/reprise`, {}, /est rouvert/],
      ['/dinum/ouverture', { siret: '1' }, /reste à corriger/],
      ['/dinum/ouverture', { siret: FAY_AUX_LOGES }, /déjà inscrite/],
      ['/dinum/ouverture', { siret: '21200050900019', gestionnaire: 'maire@calvi.example' }, /est inscrite/],
    ]
    for (const [path, form, answer] of acts) {
      const done = await ask(path, { form })
      expect(done.text).toMatch(answer)
      expectNothingOfResidents(path, done)
    }
  })

  test('by whatever else the console takes, with an empty form', async () => {
    for (const path of routesOf('POST')) {
      const answer = await ask(fill(path), { form: {} })
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 500)])
      expectNothingOfResidents(path, answer)
    }
  })
})
