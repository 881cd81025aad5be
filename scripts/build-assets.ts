import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { buildAssets, type Files } from './assets-files.js'

const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url))

const built = await buildAssets()
if (process.argv.includes('--check')) {
  const faults = compare(readFolder(), built)
  for (const fault of faults) console.error(`public/${fault}`)
  if (faults.length > 0) console.error('public/ is stale: run npm run assets and commit what it builds')
  process.exitCode = faults.length > 0 ? 1 : 0
} else {
  write(built)
}

function write(files: Files): void {
  mkdirSync(PUBLIC, { recursive: true })
  // New files first and the list that names them last: a service that runs meanwhile finds what it looks for.
  const manifest = files.get('manifest.json')
  for (const [name, content] of files)
    if (name !== 'manifest.json') writeFileSync(join(PUBLIC, name), content)
  if (manifest) writeFileSync(join(PUBLIC, 'manifest.json'), manifest)
  for (const name of readdirSync(PUBLIC)) if (!files.has(name)) rmSync(join(PUBLIC, name))
  for (const [name, content] of files) console.log(`${String(content.length).padStart(7)}  ${name}`)
}

function readFolder(): Files {
  return new Map(readdirSync(PUBLIC).map((name) => [name, readFileSync(join(PUBLIC, name))]))
}

function compare(committed: Files, fresh: Files): string[] {
  const names = [...new Set([...committed.keys(), ...fresh.keys()])].sort()
  return names.flatMap((name) => {
    const [before, after] = [committed.get(name), fresh.get(name)]
    if (!before) return [`${name} is missing`]
    if (!after) return [`${name} is not built any more`]
    return plain(name, before).equals(plain(name, after)) ? [] : [`${name} differs`]
  })
}

// Two versions of Node compress the same text to different bytes.
function plain(name: string, content: Buffer): Buffer {
  if (name.endsWith('.br')) return brotliDecompressSync(content)
  return name.endsWith('.gz') ? gunzipSync(content) : content
}
