import { type Lock, nameOf, readLock, readOurs } from './production-tree.js'

type Said = { lock: Lock; npmrc: string; allowScripts: Record<string, boolean>; document: string }

/**
 * Where a package has an installation script that nobody has read: none runs (`.npmrc`), npm is told so of each by name
 * for the day when somebody runs it without that file, and docs/dependencies.md says what becomes of it.
 */
export function checkInstallScripts(): string[] {
  const { allowScripts } = JSON.parse(readOurs('package.json')) as Pick<Said, 'allowScripts'>
  const document = readOurs('docs/dependencies.md')
  return findScriptFaults({ lock: readLock(), npmrc: readOurs('.npmrc'), allowScripts, document })
}

export function findScriptFaults({ lock, npmrc, allowScripts, document }: Said): string[] {
  const withScript = new Set(
    Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? nameOf(path) : [],
    ),
  )
  const explained = explainedIn(document)
  const unread = [...withScript].filter((name) => !explained.has(name) || allowScripts[name] !== false)
  const gone = [...new Set([...explained, ...Object.keys(allowScripts)])].filter(
    (name) => !withScript.has(name),
  )
  return [
    ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : ['.npmrc lets installation scripts run']),
    ...unread.map((name) => `${name} has an installation script that is not on the list, or allowed to run`),
    ...gone.map((name) => `${name} is on the list of installation scripts and has none`),
  ]
}

function explainedIn(document: string): Set<string> {
  const section = document.split('\n## Installation scripts\n')[1]?.split('\n## ')[0] ?? ''
  const cells = section
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? (line.split('|')[1] ?? '') : []))
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)))
}
