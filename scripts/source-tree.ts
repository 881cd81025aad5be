import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of ours: its path from the root of the project, with `/` on every system. */
export type Source = { path: string; text: string }
export type Import = { from: string; to: string; typeOnly: boolean }

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const STATIC = /\b(?:import|export)\s+(type\s+)?(?:[^'"();=]*?\sfrom\s*)?['"]([^'"]+)['"]/g
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g

/** The TypeScript files under this folder of the project. */
export function readSources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** What these files import of ours, as paths without extension; packages are left out. */
export function importsOf(sources: Source[]): Import[] {
  return sources.flatMap(({ path, text }) => {
    const code = withoutComments(text)
    const fixed = [...code.matchAll(STATIC)].map(([, type, to = '']) => ({ to, typeOnly: Boolean(type) }))
    const dynamic = [...code.matchAll(DYNAMIC)].map(([, to = '']) => ({ to, typeOnly: false }))
    return [...fixed, ...dynamic]
      .filter(({ to }) => /^[#.]/.test(to))
      .map(({ to, typeOnly }) => ({ from: withoutExtension(path), to: resolve(path, to), typeOnly }))
  })
}

/** The text of a file, its comments blanked. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** A chain of nodes which leads back to its start, or null. */
export function findCycle(edges: [string, string][]): string[] | null {
  const next = new Map<string, string[]>()
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (node: string, path: string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return null
    for (const to of next.get(node) ?? []) {
      const cycle = visit(to, [...path, node])
      if (cycle) return cycle
    }
    done.add(node)
    return null
  }
  return [...next.keys()].reduce<string[] | null>((found, node) => found ?? visit(node, []), null)
}

function resolve(path: string, specifier: string): string {
  const target = specifier.startsWith('#') ? specifier.slice(1) : posix.join(posix.dirname(path), specifier)
  return withoutExtension(target)
}

function withoutExtension(path: string): string {
  return path.replace(/\.(js|tsx?)$/, '')
}
