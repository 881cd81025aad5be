import { NewWindow } from '#templates/components/new-window.js'
import { PUBLIC_PAGES } from '#templates/information/public-pages.js'
import { SERVICE_NAME, type Site } from '#templates/site.js'

const INSTITUTIONS = ['info.gouv.fr', 'service-public.gouv.fr', 'legifrance.gouv.fr', 'data.gouv.fr']
const PAGES = PUBLIC_PAGES.flatMap(({ pages }) => pages).flatMap(({ href, label, footer = label }) =>
  footer === null ? [] : [{ href, label: footer }],
)

/** What stands under every page: who answers for it and how to reach them. */
export function Footer({ site }: { site: Site }) {
  return (
    <footer class="fr-footer" id="pied-de-page">
      <div class="fr-container">
        <div class="fr-footer__body">
          {site.brand === 'state' && (
            <div class="fr-footer__brand fr-enlarge-link">
              <a href="/" title={`République Française - Retour à l’accueil du site - ${SERVICE_NAME}`}>
                <p class="fr-logo">
                  République
                  <br />
                  Française
                </p>
              </a>
            </div>
          )}
          <div class="fr-footer__content">
            <p class="fr-footer__content-desc">
              Opérateur du service : {site.operatorName}. Une question, un problème ?{' '}
              <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>
            </p>
            {site.brand === 'state' && <Institutions />}
          </div>
        </div>
        <div class="fr-footer__bottom">
          <ul class="fr-footer__bottom-list">
            {PAGES.map(({ href, label }) => (
              <li class="fr-footer__bottom-item">
                <a class="fr-footer__bottom-link" href={href}>
                  {label}
                </a>
              </li>
            ))}
            {site.feedbackUrl && (
              <li class="fr-footer__bottom-item">
                <NewWindow class="fr-footer__bottom-link" href={site.feedbackUrl}>
                  Je donne mon avis
                </NewWindow>
              </li>
            )}
          </ul>
          <div class="fr-footer__bottom-copy">
            <p>
              Les textes de ce site sont sous{' '}
              <NewWindow href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">
                licence etalab-2.0
              </NewWindow>
              . Son code est libre, sous licence MIT.
            </p>
          </div>
        </div>
      </div>
    </footer>
  )
}

function Institutions() {
  return (
    <ul class="fr-footer__content-list">
      {INSTITUTIONS.map((domain) => (
        <li class="fr-footer__content-item">
          <NewWindow class="fr-footer__content-link" href={`https://${domain}`}>
            {domain}
          </NewWindow>
        </li>
      ))}
    </ul>
  )
}
