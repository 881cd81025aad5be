import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { ASSETS, DSFR } from './assets-folders.js'
import { buildStyles } from './assets-styles.js'

/** Files by name, as they stand in `public/`. */
export type Files = Map<string, Buffer>

const FONTS = ['Marianne-Regular.woff2', 'Marianne-Bold.woff2']
const COMPRESSED = ['.css', '.js', '.svg']

/** Everything that browsers load, named by its content, with `manifest.json` to find it by its plain name. */
export async function buildAssets(): Promise<Files> {
  const files: Files = new Map()
  const manifest: Record<string, string> = {}
  const add = (name: string, content: Buffer): string => {
    const hashed = hashedName(name, content)
    manifest[name] = hashed
    files.set(hashed, content)
    if (COMPRESSED.includes(extname(name))) {
      files.set(`${hashed}.br`, brotliCompressSync(content))
      files.set(`${hashed}.gz`, gzipSync(content, { level: 9 }))
    }
    return hashed
  }

  const fonts = FONTS.map((name) => ({ name, url: add(name, readFileSync(join(DSFR, 'fonts', name))) }))
  const styles = await buildStyles(fonts)
  add('app.css', Buffer.from(styles.state))
  add('neutral.css', Buffer.from(styles.neutral))
  add('favicon.svg', readFileSync(join(DSFR, 'favicon/favicon.svg')))
  for (const name of readdirSync(ASSETS).sort()) {
    if (!name.endsWith('.css')) add(name, readFileSync(join(ASSETS, name)))
  }
  files.set('manifest.json', Buffer.from(`${JSON.stringify(sorted(manifest), null, 2)}\n`))
  return files
}

function hashedName(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const extension = extname(name)
  return `${name.slice(0, -extension.length)}.${hash}${extension}`
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
