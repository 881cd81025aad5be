import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { findAbove } from '#src/find-above.js'

const IS_COMPILED = extname(fileURLToPath(import.meta.url)) === '.js'

/**
 * A program of ours for a process of its own: from the sources by tsx, or compiled.
 * @param name its path below `src/`, without what it ends in
 * @returns also the options of Node that load it
 */
export function programBeside(name: string): { file: string; execArgv: string[] } {
  if (IS_COMPILED) return { file: findAbove(`${name}.js`), execArgv: [] }
  return { file: findAbove(`${name}.ts`), execArgv: ['--import', tsx('tsx')] }
}

/** The same for a thread, which is started; none of our environment is handed to it. */
export function startThreadBeside(name: string): Worker {
  const { file } = programBeside(name)
  if (IS_COMPILED) return new Worker(file, { env: {} })
  // Threads do not take tsx from the options of Node.
  const load = `import('${new URL('dist/esm/api/index.mjs', tsx('tsx/package.json'))}').then(({ register }) => (register(), import('${pathToFileURL(file)}')))`
  return new Worker(load, { eval: true, env: {} })
}

function tsx(entry: string): string {
  return pathToFileURL(createRequire(import.meta.url).resolve(entry)).href
}
