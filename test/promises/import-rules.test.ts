import { describe, expect, test } from 'vitest'
import { importRules, readOurs } from '../../scripts/check-imports.js'
import { importsOf } from '../../scripts/source-tree.js'

const ours = readOurs()

describe.each(importRules)('$rule', ({ findBreaches, broken }) => {
  test('holds', () => expect(findBreaches(ours)).toEqual([]))
  test('would be seen when broken', () => expect(findBreaches(broken)).not.toEqual([]))
})

test('the rules see the real files, and every way to import', () => {
  expect(ours.length).toBeGreaterThan(50)
  expect(importsOf(ours).length).toBeGreaterThan(100)
  const text = `
    import '#src/a.js' // import '#src/no.js'
    import type { B } from "#src/b.js"
    export * from './c.js'
    export type { D } from '#templates/d.js'
    import e, {
      f,
    } from '../e.js'
    const g = await import('#src/g.js')`
  expect(importsOf([{ path: 'src/x/y.ts', text }])).toEqual([
    { from: 'src/x/y', to: 'src/a', typeOnly: false },
    { from: 'src/x/y', to: 'src/b', typeOnly: true },
    { from: 'src/x/y', to: 'src/x/c', typeOnly: false },
    { from: 'src/x/y', to: 'templates/d', typeOnly: true },
    { from: 'src/x/y', to: 'src/e', typeOnly: false },
    { from: 'src/x/y', to: 'src/g', typeOnly: false },
  ])
})
