import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../../scripts/build.js'

/** The service as `npm run build` makes it, in a folder of its own; `main` is what `npm start` runs. */
export type Compiled = { folder: string; main: string; remove(): Promise<void> }

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** @param more further programs, by their paths in the project */
export async function compileService(more: string[] = []): Promise<Compiled> {
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-compiled-'))
  const dist = join(folder, 'dist')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await buildProgram(dist, more)
    // What stands beside `dist/` in production.
    for (const beside of ['node_modules', 'drizzle', 'public', 'package.json'])
      await symlink(root(beside), join(folder, beside), 'junction')
    return { folder, main: join(dist, 'src', 'main.js'), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
