import { readFileSync } from 'node:fs'

/** An entry of `packages` in a lock file of version 3. */
export type Locked = {
  name?: string
  version?: string
  license?: string
  integrity?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  optional?: boolean
  hasInstallScript?: boolean
  os?: string[]
  cpu?: string[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}
export type Lock = { lockfileVersion: number; packages: Record<string, Locked> }
/** A package that ships: where npm puts it, and where what it asks for lies. */
export type Shipped = Locked & { path: string; name: string; needs: string[] }

/** A file at the root of the project. */
export function readOurs(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

export function readLock(): Lock {
  return JSON.parse(readOurs('package-lock.json')) as Lock
}

/**
 * What `npm ci --omit=dev` would install, were the machine of every kind at once: followed from the dependencies of the
 * project, because npm's own `--omit=dev` leaves out of a list what a development dependency needs too.
 */
export function productionTree({ packages }: Lock): Shipped[] {
  const found = new Map<string, Shipped>()
  const visit = (path: string): void => {
    const entry = packages[path]
    if (!entry || found.has(path)) return
    const needs = neededBy(packages, path)
    found.set(path, { ...entry, path, name: entry.name ?? nameOf(path), needs })
    for (const need of needs) visit(need)
  }
  visit('')
  found.delete('')
  return [...found.values()].sort((a, b) => a.path.localeCompare(b.path))
}

/** The name of the package at this path of a lock file. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function neededBy(packages: Lock['packages'], path: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[path] ?? {}
  // An optional peer ships when something brings it: npm installs it then, see docs/dependencies.md on TypeScript.
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional)
  const names = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
  return names.flatMap((name) => placeOf(packages, path, name) ?? [])
}

// As Node looks for it: in the folder of who asks, then in each above.
function placeOf(packages: Lock['packages'], from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[path]) return path
    if (folder === '') return null
  }
}
