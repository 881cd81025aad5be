import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REQUIREMENTS } from './asvs-requirements.js'

type Row = { id: string; level: number; asks: string; state: string; where: string }

const STATES = ['met', 'not met', 'not applicable']
const TEST = /\.test\.tsx?$/
const document = read('docs/asvs.md')
const rows = rowsOf(document)

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

function rowsOf(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const [, id, level, asks = '', state = '', ...where] = line
      .split(' | ')
      .map((cell) => cell.replace(/^\| | \|$/g, ''))
      .flatMap((cell, at) => (at === 0 ? ['', cell] : [cell]))
    return id?.startsWith('v5.0.0-')
      ? [{ id, level: Number(level), asks, state, where: where.join(' | ') }]
      : []
  })
}

/** What a row names: files, each with the titles that are quoted behind it. */
function citedIn(where: string): { path: string; titles: string[] }[] {
  return [...where.matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[\w-]+\.md)`((?:[\s,]*“[^”]+”)*)/g)].map(
    ([, path = '', quoted = '']) => ({
      path,
      titles: [...quoted.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
    }),
  )
}

test('345 requirements are known, 253 of them of level 1 or 2', () => {
  const ofLevel = (level: number) => REQUIREMENTS.filter((requirement) => requirement.level === level).length
  expect([1, 2, 3].map(ofLevel)).toEqual([70, 183, 92])
})

test('every requirement of level 1 and 2 stands in the table once, in order, with its level', () => {
  const asked = REQUIREMENTS.filter(({ level }) => level < 3)
  expect(rows.map(({ id, level }) => ({ id, level }))).toEqual(asked)
})

test('each has words of its own, and one of three states', () => {
  for (const { id, asks, state } of rows) {
    expect(STATES, id).toContain(state)
    expect(asks.length, id).toBeGreaterThan(5)
  }
})

test('the summary counts them', () => {
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const left = rows.filter(({ where }) => where.startsWith('left to who runs the service')).length
  expect(document).toContain(
    `${count('met')} met, ${count('not applicable')} not applicable, ${count('not met')} not met, ${left} of them left to who runs the service.`,
  )
})

test.each(rows.filter(({ state }) => state === 'met'))(
  '$id says where it is met, and by which test',
  ({ where }) => {
    const cited = citedIn(where)
    const isWritten = cited.some(({ path }) => path.endsWith('.md'))
    expect(cited.length).toBeGreaterThan(0)
    if (!isWritten && !/No test: .{10}/.test(where))
      expect(cited.some(({ path }) => TEST.test(path))).toBe(true)
  },
)

test.each(rows.filter(({ state }) => state === 'not applicable'))(
  '$id says why it is not asked here',
  ({ where }) => {
    expect(where.trim().length).toBeGreaterThan(5)
  },
)

test.each(rows.filter(({ state }) => state === 'not met'))(
  '$id says why it is not met, and what it would take',
  ({ where }) => {
    expect(where).toMatch(/[Ii]t (would take|takes)|left to who runs the service|would need/)
  },
)

const citations = rows.flatMap(({ id, where }) => citedIn(where).map((cited) => ({ id, ...cited })))

test.each([...new Set(citations.map(({ path }) => path))])('%s, which the table names, is there', (path) => {
  expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true)
})

test('every test that the table quotes has that title', () => {
  const missing = citations.flatMap(({ id, path, titles }) => {
    const text = titles.length > 0 ? read(path) : ''
    return titles.filter((title) => !text.includes(title)).map((title) => `${id}: ${path} has no “${title}”`)
  })
  expect(missing).toEqual([])
})

test('no file that the table names has a test that never runs', () => {
  const files = new Set(citations.map(({ path }) => path).filter((path) => TEST.test(path)))
  for (const path of files)
    expect([path, read(path).match(/\b(test|describe)\.(skip|todo|fails)\(/)]).toEqual([path, null])
})

test('the rows would be seen when wrong', () => {
  const [row] = rowsOf(
    '| v5.0.0-1.1.1 | 2 | something | met | `src/no.ts` · `test/no.test.ts` “a title”, “another” |',
  )
  expect(row).toMatchObject({ id: 'v5.0.0-1.1.1', level: 2, asks: 'something', state: 'met' })
  expect(citedIn(row?.where ?? '')).toEqual([
    { path: 'src/no.ts', titles: [] },
    { path: 'test/no.test.ts', titles: ['a title', 'another'] },
  ])
})
