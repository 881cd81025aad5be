import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
// Made on the machine, and large.
const LEFT_OUT = ['.git', 'node_modules', 'dist', 'data']

/** A copy of the project as somebody has it, before an installation, with these files lying about in it. */
export async function copyWorkingFolder(
  planted: string[],
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-working-folder-'))
  await cp(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.includes(relative(ROOT, path)) })
  for (const path of planted) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), 'export {}\n')
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
