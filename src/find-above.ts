import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The file or folder of this name beside the program or above it: in the sources, in `dist/`, or at the project's root.
 * @returns its path
 */
export function findAbove(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, name)
    if (existsSync(path)) return path
    if (folder === dirname(folder)) throw new Error(`${name} is missing beside the program`)
  }
}
