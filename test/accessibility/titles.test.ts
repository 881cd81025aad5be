import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { signInOperator } from '../support/operator.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import type { VisitedPage, Visitor } from '../support/visitor.js'
import { crawl, formsOf, titleOf, wordsOf } from './crawl.js'

const SERVICE = ' — Mon quotient familial'
const commune = `/collectivites/${FAY_AUX_LOGES}`

let service: TestService
const rooms: Record<string, { visitor: Visitor; pages: Map<string, VisitedPage> }> = {}

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES, { asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await sendTo(service.services.safe, FAY_AUX_LOGES)
  const resident = service.newVisitor()
  await resident.signIn(`${commune}/connexion`, { identity: 'ordinary' })
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  const operator = await signInOperator(service)
  const open = async (name: string, visitor: Visitor, from: string[], inside: string) => {
    rooms[name] = { visitor, pages: await crawl(visitor, from, inside) }
  }
  await open(
    'resident',
    resident,
    ['/', commune, `${commune}/envoyer_mes_donnees`, '/mes_transmissions'],
    '/',
  )
  await open('agent', agent, [`/agent/collectivites/${FAY_AUX_LOGES}`], '/agent')
  await open('operator', operator, ['/dinum', '/dinum/ouverture', '/dinum/editeurs'], '/dinum')
})
afterAll(() => service?.close())

describe.each([
  ['resident', 15],
  ['agent', 6],
  ['operator', 6],
])('of the %s', (name, atLeast) => {
  test('each page has a title of its own, which names the service', () => {
    const titles = [...room(name).pages.values()].map(titleOf)
    expect(titles.length).toBeGreaterThanOrEqual(atLeast)
    expect(titles.filter((title) => !title.endsWith(SERVICE) || title.length < SERVICE.length + 4)).toEqual(
      [],
    )
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })

  // Too long first: what may be left empty is accepted, and done.
  test('each form says what it demands, and when refused says so first in the title and on top of the page', async () => {
    const { visitor, pages } = room(name)
    const refused: string[] = []
    const silent: string[] = []
    const unsaid: string[] = []
    for (const [kind, page] of pages) {
      for (const { action, held, typed } of formsOf(page)) {
        for (const wrong of ['x'.repeat(3000), '']) {
          const form = Object.fromEntries([
            ...held,
            ...typed.map((field): [string, string] => [field, wrong]),
          ])
          const answer = await visitor.visit(action, { form })
          if (answer.status !== 422) continue
          refused.push(kind)
          // Whatever an empty form is refused for was demanded.
          const isSaid = typed.length === 1 || /obligatoire/i.test(wordsOf(answer))
          if (wrong === '' && !isSaid) unsaid.push(kind)
          const says = titleOf(answer).startsWith('Erreur : ') && answer.html.includes('role="alert"')
          if (!says) silent.push(`${kind}: ${titleOf(answer)}`)
        }
      }
    }
    expect(refused).not.toEqual([])
    expect(silent).toEqual([])
    expect(unsaid).toEqual([])
  })
})

function room(name: string) {
  const found = rooms[name]
  if (!found) throw new Error(`${name} was not walked`)
  return found
}
