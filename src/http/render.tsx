import { jsxRenderer } from 'hono/jsx-renderer'
import { Layout } from '#templates/layout.js'
import type { Area, Site } from '#templates/site.js'

export type RenderProps = { title: string; area?: Area; signedIn?: boolean; scripts?: string[] }

/** Makes `c.render(page, { title })` put a page into the layout of the site. */
export function pageRenderer(site: Site) {
  return jsxRenderer(({ children, title, area = 'usager', signedIn = false, scripts = [] }) => (
    <Layout site={site} title={title} area={area} signedIn={signedIn} scripts={scripts}>
      {children}
    </Layout>
  ))
}
