import { readFileSync } from 'node:fs'

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> }

/** Where the table of docs/dependencies.md and package.json differ. */
export function checkDependencies(): string[] {
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  return findUndocumented(JSON.parse(read('package.json')) as Manifest, read('docs/dependencies.md'))
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
