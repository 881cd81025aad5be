import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { compress } from 'hono/compress'
import { openAssets } from '#src/http/assets.js'
import { factory } from '#src/http/factory.js'
import { pageRenderer } from '#src/http/render.js'
import { securityHeaders } from '#src/http/security-headers.js'
import type { Site } from '#templates/site.js'
import { type GalleryPage, galleryPages } from './gallery-pages.js'

const HOST = '127.0.0.1'

export type Gallery = { url: string; pages: GalleryPage[]; close(): Promise<void> }

/**
 * Every page in every state under the headers of production, on fixtures; `/neutre/…` shows each again as a service
 * that is not the State's. `npx tsx test/templates/gallery.ts` opens it on port 4100.
 */
export async function openGallery(port: number): Promise<Gallery> {
  const assets = openAssets()
  const site: Site = {
    operatorName: 'Direction interministérielle du numérique',
    brand: 'state',
    supportEmail: 'aide@quotient-familial.example.fr',
    feedbackUrl: 'https://jedonnemonavis.example.fr/',
    asset: assets.urlOf,
  }
  const app = factory.createApp()
  app.use(securityHeaders(() => false))
  app.route('/', assets.routes)
  app.use(compress())
  app.route('/', roomOf(site))
  app.route(
    '/neutre',
    roomOf({ ...site, brand: 'neutral', operatorName: 'Association des mairies', feedbackUrl: null }),
  )
  const server = serve({ fetch: app.fetch, hostname: HOST, port })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return {
    url: `http://${HOST}:${typeof address === 'object' ? address?.port : port}`,
    pages: galleryPages(site),
    close,
  }
}

function roomOf(site: Site) {
  const room = factory.createApp()
  room.use(pageRenderer(site))
  for (const { path, page, ...props } of galleryPages(site)) {
    room.get(path, (c) => c.render(page as Parameters<typeof c.render>[0], props))
  }
  return room
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { url, pages } = await openGallery(4100)
  process.stdout.write(`${pages.map(({ path }) => url + path).join('\n')}\n`)
}
