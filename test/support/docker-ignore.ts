/**
 * Whether a file, by its path from the root with `/`, stays out of what Docker is sent: the last line that fits it or a
 * folder above it decides. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function readDockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isException: line.startsWith('!'), fits: patternOf(line.replace(/^!/, '')) }))
  return (path) => {
    const withFolders = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
    const last = rules.findLast(({ fits }) => withFolders.some((part) => fits.test(part)))
    return last !== undefined && !last.isException
  }
}

function patternOf(line: string): RegExp {
  const pattern = line
    .replace(/^\/|\/$/g, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (sign) => SIGNS[sign] ?? sign)
  return new RegExp(`^${pattern}$`)
}

const SIGNS: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }
