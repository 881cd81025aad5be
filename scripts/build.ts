import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'

// What runs in a process or a thread of its own.
const ENTRIES = ['src/main.ts', 'src/attachments/examining-entry.ts', 'src/spreadsheet/csv-thread.ts']
// They read files of theirs, or hold machine code: they stay in node_modules.
const LEFT_BESIDE = ['@electric-sql/*', 'email-providers', 'pdfkit', 'sharp']
const REQUIRE = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`

/**
 * Writes the compiled program into a folder: `src/main.js`, and what it loads late or starts beside it. In few files:
 * Node takes longer to find and read 900 small ones than to run them.
 * @param more further programs, by their paths in the project
 * @returns what it was made of
 */
export async function buildProgram(folder: string, more: string[] = []): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [...ENTRIES, ...more],
    outbase: '.',
    outdir: folder,
    chunkNames: 'src/[name]-[hash]',
    bundle: true,
    splitting: true,
    external: LEFT_BESIDE,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // For packages of an older kind, which are bundled too.
    banner: { js: REQUIRE },
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
    metafile: true,
  })
  return metafile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await rm('dist', { recursive: true, force: true })
  await buildProgram('dist')
}
