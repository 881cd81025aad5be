import type { Child } from 'hono/jsx'
import { Footer } from '#templates/components/footer.js'
import { Header } from '#templates/components/header.js'
import { type Area, SERVICE_NAME, type Site } from '#templates/site.js'

type Props = { site: Site; title: string; area: Area; signedIn: boolean; scripts: string[]; children?: Child }

/** The whole document around a page. */
export function Layout({ site, title, area, signedIn, scripts, children }: Props) {
  const { brand, asset } = site
  return (
    <html lang="fr" data-fr-scheme="light" data-brand={brand}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} — ${SERVICE_NAME}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          name="description"
          content="Transmettez votre quotient familial à votre mairie en deux minutes, sans papier, avec FranceConnect."
        />
        <meta name="format-detection" content="telephone=no" />
        <link rel="stylesheet" href={asset('app.css')} />
        {brand === 'state' &&
          ['marianne-regular.woff2', 'marianne-bold.woff2'].map((font) => (
            <link rel="preload" href={asset(font)} as="font" type="font/woff2" crossorigin="anonymous" />
          ))}
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        {scripts.map((script) => (
          <script src={asset(script)} defer />
        ))}
      </head>
      <body>
        <div class="fr-skiplinks">
          <nav class="fr-container" aria-label="Accès rapide">
            <ul class="fr-skiplinks__list">
              <li>
                <a class="fr-link" href="#contenu">
                  Contenu
                </a>
              </li>
              <li>
                <a class="fr-link" href="#pied">
                  Pied de page
                </a>
              </li>
            </ul>
          </nav>
        </div>
        <Header site={site} area={area} signedIn={signedIn} />
        <main id="contenu" tabindex={-1} class="fr-container fr-py-4w">
          <div class="qf-content">{children}</div>
        </main>
        <Footer site={site} />
      </body>
    </html>
  )
}
