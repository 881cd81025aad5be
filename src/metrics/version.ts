import { readFileSync } from 'node:fs'
import { findAbove } from '#src/find-above.js'

/** The release, as `package.json` has it. */
export function readVersion(): string {
  return JSON.parse(readFileSync(findAbove('package.json'), 'utf8')).version
}
