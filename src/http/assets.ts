import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { findAbove } from '#src/find-above.js'
import { factory } from '#src/http/factory.js'

const YEAR = 'public, max-age=31536000, immutable'

/** The built files of `public/`, named by their content: compressed ahead, kept a year by browsers. */
export function openAssets() {
  const folder = findAbove('public')
  const manifest: Record<string, string> = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const built = new Set(Object.values(manifest))
  const serve = serveStatic<never>({
    root: folder,
    precompressed: true,
    rewriteRequestPath: (path) => path.replace(/^\/assets/, ''),
    onFound: (_path, c) => c.header('Cache-Control', YEAR),
  })
  return {
    /** The address of a built file by its plain name, `app.css`. */
    urlOf(name: string): string {
      const file = manifest[name]
      if (!file) throw new Error(`public/ has no ${name}: run npm run assets`)
      return `/assets/${file}`
    },
    routes: factory
      .createApp()
      .get('/assets/:file', (c, next) => (built.has(c.req.param('file')) ? serve(c as never, next) : next())),
  }
}
