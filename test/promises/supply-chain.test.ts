import { mkdtempSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildProgram } from '../../scripts/build.js'
import { findWrongCount } from '../../scripts/check-dependencies.js'
import { checkInstallScripts, findScriptFaults } from '../../scripts/check-install-scripts.js'
import { checkLock, findLockFaults } from '../../scripts/check-lock.js'
import { checkShippedImports, findUnshipped } from '../../scripts/check-shipped-imports.js'
import { makeSbom } from '../../scripts/make-sbom.js'
import { productionTree, readLock, readOurs } from '../../scripts/production-tree.js'

const HASH = `sha512-${'A'.repeat(86)}==`
const manifest = JSON.parse(readOurs('package.json'))

test('every package comes from the registry with its hash, and nothing ships unasked', () => {
  expect(checkLock()).toEqual([])
})

test.each([
  ['no hash', { integrity: undefined }, 'has no SHA-512'],
  ['a weak hash', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'has no SHA-512'],
  ['another source', { resolved: 'https://registry.example.org/a.tgz' }, 'https://registry.example.org'],
  ['a repository', { resolved: 'git+ssh://git@github.example/a/b.git#c0ffee' }, 'comes from'],
  ['a folder', { link: true }, 'is a link to a folder'],
])('the check of the lock file sees a package with %s', (_, change, words) => {
  const lock = (a: object) => ({
    lockfileVersion: 3,
    packages: { '': { dependencies: { a: '^1.0.0' } }, 'node_modules/a': { integrity: HASH, ...a } },
  })
  expect(findLockFaults(lock({}))).toEqual([])
  expect(findLockFaults(lock(change))).toEqual([expect.stringContaining(words)])
})

test('the check of the lock file sees what npm would install in production for an optional peer only', () => {
  const packages = {
    '': { dependencies: { a: '^1.0.0' }, devDependencies: { compiler: 'github:a/compiler' } },
    'node_modules/a': {
      integrity: HASH,
      peerDependencies: { compiler: '*' },
      peerDependenciesMeta: { compiler: { optional: true } },
    },
    'node_modules/compiler': { integrity: HASH },
  }
  expect(findLockFaults({ lockfileVersion: 2, packages })).toEqual([
    'package-lock.json is not of version 3',
    'compiler is asked for as github:a/compiler, which is no version of the registry',
    'node_modules/compiler would be installed in production, and nothing that ships asks for it',
  ])
})

test('no package runs a script at installation, and each that has one is on the list', () => {
  expect(checkInstallScripts()).toEqual([])
})

test('the check of installation scripts sees one that nobody has read, and one that is gone', () => {
  const lock = {
    lockfileVersion: 3,
    packages: { 'node_modules/a': { hasInstallScript: true }, 'node_modules/b/node_modules/@c/d': {} },
  }
  const npmrc = 'ignore-scripts=true\n'
  const document =
    '# x\n\n## Installation scripts\n\n| package |\n|---|\n| `a` | links |\n\n## Next\n\n| `e` |\n'
  expect(findScriptFaults({ lock, npmrc, allowScripts: { a: false }, document })).toEqual([])
  expect(findScriptFaults({ lock, npmrc: '', allowScripts: { a: false }, document })).toHaveLength(1)
  expect(findScriptFaults({ lock, npmrc, allowScripts: { a: true }, document })).toHaveLength(1)
  expect(findScriptFaults({ lock, npmrc, allowScripts: { a: false }, document: '' })).toHaveLength(1)
  expect(findScriptFaults({ lock, npmrc, allowScripts: { a: false, '@c/d': false }, document })).toEqual([
    '@c/d is on the list of installation scripts and has none',
  ])
})

test('the documentation counts what is installed', () => {
  expect(
    findWrongCount('We ask for 2 packages by name; with what they bring, 9 are installed', 2, 8),
  ).toHaveLength(1)
})

test('the bill of materials lists exactly the production tree, each with its hash', () => {
  const lock = readLock()
  const { components, dependencies } = makeSbom(manifest, productionTree(lock), new Date(0))
  const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  expect(components.map(({ hashes }) => hashes[0]?.content).sort()).toEqual(
    installed
      .map(([, { integrity }]) => Buffer.from(integrity?.slice(7) ?? '', 'base64').toString('hex'))
      .sort(),
  )
  for (const name of Object.keys(manifest.dependencies))
    expect(components.map((component) => component.name)).toContain(name)
  const known = new Set(components.map((component) => component['bom-ref']))
  expect(known.size).toBe(components.length)
  expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref ?? ''))).toEqual(
    [],
  )
})

test('what ships imports nothing that does not', () => {
  expect(checkShippedImports()).toEqual([])
  const sources = [
    { path: 'src/a.ts', text: "import { x } from '@b/c/d.js'\nimport fs from 'node:fs'\nimport('e')" },
  ]
  expect(findUnshipped(sources, ['e'])).toEqual(['src/a.ts asks for @b/c, which does not ship'])
})

test('the compiled program is made of the sources, the templates and packages that ship, and asks for no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qf-build-'))
  try {
    const { inputs, outputs } = await buildProgram(folder)
    const parts = Object.keys(inputs)
    const isOurs = (path: string) => /^(src|templates)\//.test(path)
    expect(parts.filter(isOurs).length).toBeGreaterThan(300)
    expect(parts.filter((path) => /\.test\.|sandbox/.test(path) && isOurs(path))).toEqual([])
    const shipped = productionTree(readLock()).map(({ path }) => path)
    const strange = parts.filter(
      (path) => !isOurs(path) && !shipped.some((one) => path.startsWith(`${one}/`)),
    )
    expect(strange).toEqual([])
    const asked = Object.values(outputs).flatMap(({ imports }) => imports)
    const outside = asked.flatMap(({ path, external }) => (external && !isBuiltin(path) ? [path] : []))
    const beside = [...new Set(outside)].filter((name) => !(name in manifest.dependencies))
    // Which `pg` takes where it is installed.
    expect(beside).toEqual(['pg-native'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
