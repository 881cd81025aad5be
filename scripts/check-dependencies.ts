import { productionTree, readLock, readOurs } from './production-tree.js'

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> }

/** Where docs/dependencies.md differs from package.json, or counts otherwise than the lock file what ships. */
export function checkDependencies(): string[] {
  const manifest = JSON.parse(readOurs('package.json')) as Manifest
  const document = readOurs('docs/dependencies.md')
  // One of a system or a processor is one of several: only one of them is installed.
  const everywhere = productionTree(readLock()).filter(({ optional }) => !optional)
  const asked = Object.keys(manifest.dependencies).length
  return [...findUndocumented(manifest, document), ...findWrongCount(document, asked, everywhere.length)]
}

/** @param installed how many packages are installed on every machine, those that we ask for among them */
export function findWrongCount(document: string, asked: number, installed: number): string[] {
  const sentence = `We ask for ${asked} packages by name; with what they bring, ${installed} are installed in production`
  return document.includes(sentence) ? [] : [`docs/dependencies.md should say: “${sentence}”`]
}

export function findUndocumented({ dependencies, devDependencies }: Manifest, document: string): string[] {
  const asked = Object.keys({ ...dependencies, ...devDependencies })
  const described = document
    .split('\n## Pinned')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  return [
    ...asked
      .filter((name) => !described?.includes(name))
      .map((name) => `docs/dependencies.md says nothing of ${name}`),
    ...(described ?? [])
      .filter((name) => !asked.includes(name))
      .map((name) => `docs/dependencies.md still describes ${name}`),
  ]
}
