import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The service as `npm run build` makes it, in a folder of its own; `main` is what `npm start` runs. */
export type Compiled = { main: string; remove(): Promise<void> }

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export async function compileService(): Promise<Compiled> {
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-compiled-'))
  const dist = join(folder, 'dist')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const args = [root('node_modules/.bin/tsc'), '-p', root('tsconfig.build.json'), '--outDir', dist]
    await promisify(execFile)(process.execPath, args)
    const { imports } = JSON.parse(await readFile(root('package.json'), 'utf8'))
    await writeFile(join(dist, 'package.json'), JSON.stringify({ type: 'module', imports }))
    // What stands beside `dist/` in production.
    for (const beside of ['node_modules', 'drizzle', 'public'])
      await symlink(root(beside), join(folder, beside), 'junction')
    return { main: join(dist, 'src', 'main.js'), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
