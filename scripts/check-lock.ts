import { type Lock, type Locked, productionTree, readLock } from './production-tree.js'

const REGISTRY = 'https://registry.npmjs.org/'

/** What in package-lock.json would let a package come from elsewhere, come changed, or ship unasked. */
export function checkLock(): string[] {
  return findLockFaults(readLock())
}

export function findLockFaults(lock: Lock): string[] {
  const { '': root = {}, ...locked } = lock.packages
  const format = lock.lockfileVersion === 3 ? [] : ['package-lock.json is not of version 3']
  const ships = new Set(productionTree(lock).map(({ path }) => path))
  // Of both at once: npm installs it in production too when a package that ships knows it as an optional peer.
  const unasked = Object.entries(locked)
    .filter(([path, { dev }]) => !dev && !ships.has(path))
    .map(([path]) => `${path} would be installed in production, and nothing that ships asks for it`)
  return [...format, ...foreignRanges(root), ...Object.entries(locked).flatMap(originFaults), ...unasked]
}

function originFaults([path, { integrity, resolved, link }]: [string, Locked]): string[] {
  if (link) return [`${path} is a link to a folder`]
  if (!/^sha512-[\w+/]{86}==$/.test(integrity ?? '')) return [`${path} has no SHA-512 to be checked by`]
  if (resolved && !resolved.startsWith(REGISTRY)) return [`${path} comes from ${new URL(resolved).origin}`]
  return []
}

// A range, or another name for a package of the registry (`npm:`); no address, no repository, no folder.
function foreignRanges({
  dependencies,
  ...rest
}: Locked & { devDependencies?: Record<string, string> }): string[] {
  return Object.entries({ ...dependencies, ...rest.devDependencies })
    .filter(([, range]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?[~^<>=\d][\w .<>=~^|-]*$/.test(range))
    .map(([name, range]) => `${name} is asked for as ${range}, which is no version of the registry`)
}
