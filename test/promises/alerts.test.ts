import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { COUNTED } from '#src/metrics/counted.js'
import type { Figure } from '#src/metrics/figure.js'
import { GATHERED } from '#src/metrics/gathered.js'

type Rule = {
  alert: string
  expr: string
  for?: string
  labels: { severity: string }
  annotations: { summary: string; runbook: string }
}

const FIGURES: Record<string, Figure> = { ...COUNTED, ...GATHERED }
const { groups } = parse(readFileSync('ops/alerts.yml', 'utf8')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const guide = readFileSync('docs/metrics.md', 'utf8')

/** The figure that a name in an expression is of, as Prometheus keeps it. */
function figureOf(name: string): Figure | undefined {
  const histogram = FIGURES[name.replace(/_(bucket|sum|count)$/, '')]
  return histogram?.type === 'histogram' && FIGURES[name] === undefined ? histogram : FIGURES[name]
}

describe.each(rules.map((rule) => ({ ...rule })))(
  '$alert',
  ({ alert, expr, labels, annotations, ...rule }) => {
    test('asks for figures that /metrics gives, by labels and values that they have', () => {
      const asked = [...expr.matchAll(/\b(qf_\w+)(?:\{([^}]*)\})?/g)]
      expect(asked.length + [...expr.matchAll(/\bup\{/g)].length).toBeGreaterThan(0)
      for (const [, name = '', matchers = ''] of asked) {
        const figure = figureOf(name)
        expect(figure, name).toBeDefined()
        if (figure?.type === 'histogram') expect(name).toMatch(/_(bucket|count)$/)
        // A counter says something by its growth alone.
        if (figure?.type === 'counter') expect(expr).toMatch(new RegExp(`(rate|increase)\\(${name}\\b`))
        for (const [, label = '', , value = ''] of matchers.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)) {
          const known = figure?.labels?.[label]
          expect(known, `${name}{${label}}`).not.toBeUndefined()
          if (known) expect(known, `${name}{${label}}`).toEqual(expect.arrayContaining(value.split('|')))
        }
      }
      const own = asked.flatMap(([, name = '']) => Object.keys(figureOf(name)?.labels ?? {}))
      expect([...own, 'le']).toEqual(expect.arrayContaining(byOf(expr)))
    })

    test('says what is the matter, how bad it is and where to read on', () => {
      expect(labels.severity).toMatch(/^(critical|warning)$/)
      expect(annotations.summary.length).toBeGreaterThan(20)
      expect(rule.for ?? '1m').toMatch(/^\d+[mh]$/)
      for (const [, label = ''] of annotations.summary.matchAll(/\$labels\.(\w+)/g))
        expect(['instance', ...byOf(expr)], label).toContain(label)
      const [file = '', anchor = ''] = annotations.runbook.split('#')
      expect(existsSync(file), file).toBe(true)
      const operations = readFileSync(file, 'utf8')
      expect(anchorsOf(operations)).toContain(anchor)
      expect(operations, 'what to do').toContain(`\`${alert}\``)
      expect(guide).toContain(`| \`${alert}\` | ${labels.severity} |`)
    })
  },
)

test('no alert has the name of another, and the guide names no other', () => {
  const names = rules.map(({ alert }) => alert)
  expect(new Set(names).size).toBe(names.length)
  const told = [...guide.matchAll(/^\| `([A-Z]\w+)` \| (?:critical|warning) \|/gm)].map(([, name]) => name)
  expect(told.toSorted()).toEqual(names.toSorted())
})

/** The labels that an expression leaves. */
function byOf(expr: string): string[] {
  return [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/, */))
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
