import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/**
 * A program of ours for a process of its own: from the sources by tsx, or compiled.
 * @param here `import.meta.url` of a file beside it
 * @param name without what it ends in
 * @returns also the options of Node that load it
 */
export function programBeside(here: string, name: string): { file: URL; execArgv: string[] } {
  if (isCompiled(here)) return { file: new URL(`./${name}.js`, here), execArgv: [] }
  return { file: new URL(`./${name}.ts`, here), execArgv: ['--import', tsx('tsx')] }
}

/** The same for a thread, which is started; none of our environment is handed to it. */
export function startThreadBeside(here: string, name: string): Worker {
  const { file } = programBeside(here, name)
  if (isCompiled(here)) return new Worker(file, { env: {} })
  // Threads do not take tsx from the options of Node.
  const load = `import('${new URL('dist/esm/api/index.mjs', tsx('tsx/package.json'))}').then(({ register }) => (register(), import('${file.href}')))`
  return new Worker(load, { eval: true, env: {} })
}

function isCompiled(here: string): boolean {
  return extname(fileURLToPath(here)) === '.js'
}

function tsx(entry: string): string {
  return pathToFileURL(createRequire(import.meta.url).resolve(entry)).href
}
