import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Accessibility } from '#templates/information/accessibility.js'
import {
  ACCESSIBILITY_STATUS,
  EVALUATION,
  NOT_RESPECTED,
} from '#templates/information/accessibility-status.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const document = readFileSync(`${ROOT}docs/accessibility.md`, 'utf8')

// How many criteria each of the 13 themes of RGAA 4.1.2 has.
const CRITERIA = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
const TESTS = new Map(
  [...document.matchAll(/^\| ([^|]+) \| `(test\/[^`]+)` \|/gm)].map(([, name = '', file = '']) => [
    name,
    file,
  ]),
)
const rows = [...document.matchAll(/^\| (\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, criterion = '', title = '', result = '', how = '', comment = '']) => ({
    criterion,
    title,
    result,
    how,
    comment,
  }),
)
const of = (result: string) => rows.filter((row) => row.result === result)

test('the table holds each of the 106 criteria once, in their order', () => {
  const all = CRITERIA.flatMap((count, theme) =>
    Array.from({ length: count }, (_, at) => `${theme + 1}.${at + 1}`),
  )
  expect(all).toHaveLength(106)
  expect(rows.map(({ criterion }) => criterion)).toEqual(all)
})

test('each criterion has a result, how it is known, and words for it', () => {
  for (const { criterion, title, result, how, comment } of rows) {
    expect([criterion, result]).toEqual([criterion, expect.stringMatching(/^(non )?(conforme|applicable)$/)])
    const isKnown =
      result === 'non applicable' ? how === '—' : /^par (test|relecture|test et relecture)$/.test(how)
    expect([criterion, isKnown, title.length > 5, comment.length > 4]).toEqual([criterion, true, true, true])
  }
})

test('what is known by a test names one that is there', () => {
  expect(TESTS.size).toBeGreaterThan(5)
  expect([...TESTS.values()].filter((file) => !existsSync(ROOT + file))).toEqual([])
  const names = [...TESTS.keys()]
  const unfounded = rows.filter(
    ({ how, comment }) => how.includes('test') && !names.some((name) => comment.includes(name)),
  )
  expect(unfounded.map(({ criterion }) => criterion)).toEqual([])
  const unread = rows.filter(({ how, comment }) => how.endsWith('et relecture') && !/\bRead\b/.test(comment))
  expect(unread.map(({ criterion }) => criterion)).toEqual([])
})

test('the statement gives the sums of the table, and every criterion that is not respected', () => {
  const respected = of('conforme').length
  const applicable = respected + of('non conforme').length
  expect(EVALUATION).toMatchObject({ respected, applicable })
  expect(NOT_RESPECTED.map(({ criterion }) => criterion)).toEqual(
    of('non conforme').map(({ criterion }) => criterion),
  )
  const share = respected / applicable
  expect(ACCESSIBILITY_STATUS).toBe(
    share === 1 ? 'totalement conforme' : share >= 0.5 ? 'partiellement conforme' : 'non conforme',
  )
})

test('the page has the parts that the law asks for, with these sums', async () => {
  const site = {
    operatorName: 'Opérateur',
    brand: 'state' as const,
    supportEmail: 'aide@example.fr',
    feedbackUrl: null,
    asset: (name: string) => name,
  }
  const html = String(await Accessibility({ site }))
  const titles = [...html.matchAll(/<h[23]>([^<]+)</g)].map(([, title]) => title)
  expect(titles).toEqual([
    'État de conformité',
    'Résultats des tests',
    'Contenus non accessibles',
    'Non-conformités',
    'Dérogations pour charge disproportionnée',
    'Contenus non soumis à l’obligation d’accessibilité',
    'Établissement de cette déclaration',
    'Technologies utilisées',
    'Environnement de test',
    'Outils',
    'Pages vérifiées',
    'Retour d’information et contact',
    'Voies de recours',
  ])
  const { respected, applicable } = EVALUATION
  for (const words of [
    `${respected} des ${applicable}`,
    'mailto:aide@example.fr',
    'Défenseur des droits',
    'RGAA',
  ])
    expect(html).toContain(words)
})
