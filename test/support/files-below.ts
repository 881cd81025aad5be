import { lstat, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

export type Files = Map<string, { bytes: number; changed: number }>

/** Every file below a folder by its path from there; a link is what it is, not what it leads to. */
export async function filesBelow(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: Files = new Map()
  for (const entry of entries.filter((entry) => !entry.isDirectory())) {
    const path = join(entry.parentPath, entry.name)
    const { size, mtimeMs } = await lstat(path)
    found.set(relative(folder, path), { bytes: size, changed: mtimeMs })
  }
  return found
}
