import { existsSync, readFileSync } from 'node:fs'

/** The release, as `package.json` has it: at the project's root, beside `src/` and beside `dist/`. */
export function readVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    const file = new URL(path, import.meta.url)
    const { version } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    if (typeof version === 'string') return version
  }
  return 'unknown'
}
