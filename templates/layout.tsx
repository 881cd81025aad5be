import type { PropsWithChildren } from 'hono/jsx'
import { Footer } from '#templates/components/footer.js'
import { Header } from '#templates/components/header.js'
import { type Area, SERVICE_NAME, type Site } from '#templates/site.js'

export type LayoutProps = PropsWithChildren<{
  site: Site
  title: string
  area: Area
  signedIn: boolean
  /** Plain names of scripts, `search.js`. */
  scripts?: string[]
}>

const DESCRIPTION =
  'Transmettez votre quotient familial CAF ou MSA à votre collectivité, en deux minutes et sans papier.'

/** The whole page around what it says. */
export function Layout({ site, title, area, signedIn, scripts = [], children }: LayoutProps) {
  const isState = site.brand === 'state'
  return (
    <html lang="fr" data-fr-scheme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} — ${SERVICE_NAME}`}</title>
        <meta name="description" content={DESCRIPTION} />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
        {isState && <Preload href={site.asset('Marianne-Regular.woff2')} />}
        {isState && <Preload href={site.asset('Marianne-Bold.woff2')} />}
        <link rel="stylesheet" href={site.asset(isState ? 'app.css' : 'neutral.css')} />
        <link rel="icon" type="image/svg+xml" href={site.asset(isState ? 'favicon.svg' : 'neutral.svg')} />
        {scripts.map((script) => (
          <script type="module" src={site.asset(script)} />
        ))}
      </head>
      <body>
        <SkipLinks />
        <Header site={site} area={area} signedIn={signedIn} />
        <main id="contenu" class="fr-container qf-main" tabindex={-1}>
          {children}
        </main>
        <Footer site={site} />
      </body>
    </html>
  )
}

function Preload({ href }: { href: string }) {
  return <link rel="preload" as="font" type="font/woff2" href={href} crossorigin="anonymous" />
}

function SkipLinks() {
  return (
    <div class="fr-skiplinks">
      <nav class="fr-container" aria-label="Accès rapide">
        <ul class="fr-skiplinks__list">
          <li>
            <a class="fr-link" href="#contenu">
              Contenu
            </a>
          </li>
          <li>
            <a class="fr-link" href="#pied-de-page">
              Pied de page
            </a>
          </li>
        </ul>
      </nav>
    </div>
  )
}
