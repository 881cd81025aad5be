import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readOurs } from '../../scripts/production-tree.js'
import { expectToStart, probes } from '../support/deployment.js'
import { readDockerIgnore } from '../support/docker-ignore.js'
import { readCommand, readDockerfile, readPairs } from '../support/read-dockerfile.js'

const { engines } = JSON.parse(readOurs('package.json'))
const stages = readDockerfile(readOurs('Dockerfile'))
const isIgnored = readDockerIgnore(readOurs('.dockerignore'))
const isOurs = (path: string) => existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))
const last = stages.at(-1)?.instructions ?? []
const restOf = (name: string) => last.find((instruction) => instruction.name === name)?.rest ?? ''

test('begins with an exact Node that the project runs on', () => {
  const [, version = ''] = /^node:(\d+\.\d+\.\d+)-\w+-slim$/.exec(stages[0]?.from ?? '') ?? []
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(20)
  expect(engines.node).toBe('>=20.19')
  const names = stages.map(({ name }) => name)
  for (const { from } of stages.slice(1)) expect(names).toContain(from)
})

test('installs by the lock file, production by itself, and runs as nobody in particular', () => {
  const runs = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'RUN'))
  const installs = runs.map(({ rest }) => rest).filter((rest) => /npm (ci|install|i)\b/.test(rest))
  expect(installs).toEqual(['npm ci', 'npm ci --omit=dev'])
  expect(restOf('USER')).toBe('node')
  expect(last.filter(({ name }) => name === 'RUN')).toEqual([])
  expect(readPairs(restOf('ENV')).NODE_ENV).toBe('production')
})

test('starts web and worker, and is asked without a program that it lacks', () => {
  expectToStart(readCommand(restOf('CMD')).join(' '))
  const check = readCommand(restOf('HEALTHCHECK').replace(/^CMD\s+/, ''))
  expect(check[0]).toBe('node')
  expect(probes.some((path) => check.join(' ').includes(`'${path}'`))).toBe(true)
})

test('copies what is there and let through, and what production needs as the documentation lists it', () => {
  const copies = (instructions: typeof last) => instructions.filter(({ name }) => name === 'COPY')
  const sources = copies(stages.flatMap(({ instructions }) => instructions))
    .filter(({ flags }) => !flags.from)
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
  for (const source of sources)
    expect([source, isOurs(source), isIgnored(source)]).toEqual([source, true, false])
  const [, needed = ''] =
    /A production machine needs (.*?), and `npm ci/.exec(readOurs('docs/dependencies.md')) ?? []
  const listed = [...needed.matchAll(/`([^`]+?)\/?`/g)].map(([, name]) => name)
  const shipped = copies([...(stages[0]?.instructions ?? []), ...last])
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    .map((source) => source.replace('/app/', ''))
  expect(shipped.sort()).toEqual([...listed, 'node_modules'].sort())
})

test.each(['.env', '.git/config', 'data/base', 'node_modules/hono/package.json', 'test/support/keys.ts'])(
  'is not even sent %s',
  (path) => expect(isIgnored(path)).toBe(true),
)

test('is read by a reader that tells lines to leave out from those to let through', () => {
  const isLeftOut = readDockerIgnore('*\n!src\n# !all\n**/*.test.ts\n!a/b/c.mjs')
  const paths = ['x', 'x/y', 'src', 'src/a.ts', 'src/b/a.test.ts', 'a/b', 'a/b/c.mjs', 'a/b/c.mjs.x']
  expect(paths.filter(isLeftOut)).toEqual(['x', 'x/y', 'src/b/a.test.ts', 'a/b', 'a/b/c.mjs.x'])
  expect(() => readDockerfile('RUN true')).toThrow('RUN stands before FROM')
  expect(() => readCommand('node main.js')).toThrow('signals')
  expect(readDockerfile('FROM a AS b\n# no\nCOPY --from=b x \\\n  y')).toEqual([
    { from: 'a', name: 'b', instructions: [{ name: 'COPY', flags: { from: 'b' }, rest: 'x    y' }] },
  ])
})
