import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Our own sources of `public/`. */
export const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url))
export const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url))
/** The built files of the design system. */
export const DSFR = join(dirname(createRequire(import.meta.url).resolve('@gouvfr/dsfr/package.json')), 'dist')
