import { readOurs } from './production-tree.js'
import { readSources, type Source, withoutComments } from './source-tree.js'

const ASKED =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(?:\.resolve)?\(\s*|\bresolve\(\s*)['"]([\w#@.][\w./:@-]*)['"]/g
// In a clone, where the sources run as they are; the compiled program does not take this way.
const ONLY_FROM_SOURCES = [{ path: 'src/program-beside.ts', name: 'tsx' }]

/** What the program would ask for and not find where development dependencies are absent. */
export function checkShippedImports(): string[] {
  const { dependencies } = JSON.parse(readOurs('package.json')) as { dependencies: Record<string, string> }
  const shipped = ['src', 'templates'].flatMap(readSources).filter(({ path }) => !/\.test\.tsx?$/.test(path))
  return findUnshipped(shipped, Object.keys(dependencies))
}

export function findUnshipped(sources: Source[], dependencies: string[]): string[] {
  return sources.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(ASKED)]
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => !/^([#./]|node:)/.test(specifier))
      .map((specifier) => specifier.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? specifier)
      .filter((name) => !dependencies.includes(name))
      .filter((name) => !ONLY_FROM_SOURCES.some((known) => known.path === path && known.name === name))
      .map((name) => `${path} asks for ${name}, which does not ship`),
  )
}
