import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { transform } from 'lightningcss'
import { PurgeCSS } from 'purgecss'
import { ASSETS, DSFR, TEMPLATES } from './assets-folders.js'

// In the order of the DSFR's own sheet: later rules win.
const COMPONENTS = [
  'core/core',
  'component/link/link',
  'component/button/button',
  'component/form/form',
  'component/input/input',
  'component/checkbox/checkbox',
  'component/radio/radio',
  'component/select/select',
  'component/search/search',
  'component/stepper/stepper',
  'component/connect/connect',
  'component/alert/alert',
  'component/badge/badge',
  'component/logo/logo',
  'component/skiplink/skiplink',
  'component/header/header',
  'component/footer/footer',
]
// What only the operator that is the State may show.
const STATE_ONLY = ['component/logo/logo']
const SYSTEM_FONTS = 'system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif'

/** The two sheets of the site: with the marks of the State, and without. */
export async function buildStyles(fonts: { name: string; url: string }[]) {
  const own = readFileSync(join(ASSETS, 'app.css'), 'utf8')
  const sheetOf = async (components: string[]) => purge(components.map(readComponent).join('\n') + own)
  const [state, neutral] = await Promise.all([
    sheetOf(COMPONENTS),
    sheetOf(COMPONENTS.filter((component) => !STATE_ONLY.includes(component))),
  ])
  return {
    state: minify(fonts.map(fontFace).join('\n') + state),
    neutral: minify(neutral.replace(/font-family:\s*Marianne[^;}]*/gi, `font-family: ${SYSTEM_FONTS}`)),
  }
}

/** A sheet of the DSFR with its icons inside, without its fonts and its dark theme. */
function readComponent(component: string): string {
  const path = join(DSFR, `${component}.main.css`)
  return readFileSync(path, 'utf8')
    .replace(/@charset "UTF-8";/, '')
    .replace(/@font-face\s*{[^}]*}/g, '')
    .replace(
      /url\("(\.\.?\/[^"]+\.svg)"\)/g,
      (_, icon: string) => `url("${dataUrl(resolve(dirname(path), icon))}")`,
    )
}

function dataUrl(path: string): string {
  const svg = readFileSync(path, 'utf8').trim().replaceAll('"', "'")
  const escaped = svg.replace(/[%#<>\n]/g, (character) => encodeURIComponent(character))
  return `data:image/svg+xml,${escaped}`
}

async function purge(css: string): Promise<string> {
  const content = [...sourcesIn(TEMPLATES, ['.tsx']), ...sourcesIn(ASSETS, ['.js'])]
  const [purged] = await new PurgeCSS().purge({
    content: content.map((raw) => ({ raw, extension: 'tsx' })),
    css: [{ raw: css }],
    variables: true,
    // Names that the templates put together, and values that no source spells out.
    safelist: {
      standard: [/^fr-alert--(info|success|warning|error)$/, /^fr-badge--(info|success|warning)$/],
      greedy: [/data-fr-steps/],
    },
  })
  return purged?.css ?? ''
}

function sourcesIn(folder: string, extensions: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extensions.includes(extname(name)))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

function fontFace({ name, url }: { name: string; url: string }): string {
  const weight = name.includes('Bold') ? 700 : 400
  return `@font-face { font-family: Marianne; src: url("${url}") format("woff2"); font-weight: ${weight}; font-display: swap; }`
}

function minify(css: string): string {
  return transform({ filename: 'app.css', code: Buffer.from(css), minify: true }).code.toString()
}
