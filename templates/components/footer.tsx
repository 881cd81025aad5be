import { SERVICE_NAME, type Site } from '#templates/site.js'

/** The duties of a public service, on every page. */
export function Footer({ site: { brand, operatorName, supportEmail, feedbackUrl } }: { site: Site }) {
  const links: [string, string][] = [
    ['/accessibilite', 'Accessibilité : non conforme'],
    ['/mentions_legales', 'Mentions légales'],
    ['/donnees_personnelles', 'Données personnelles'],
    ['/administrations', 'Proposer ce service'],
    [`mailto:${supportEmail}`, 'Nous écrire'],
    ...(feedbackUrl ? ([[feedbackUrl, 'Je donne mon avis']] as [string, string][]) : []),
  ]
  return (
    <footer class="fr-footer" id="pied">
      <div class="fr-container">
        <div class="fr-footer__body">
          {brand === 'state' && (
            <div class="fr-footer__brand">
              <p class="fr-logo">
                République
                <br />
                Française
              </p>
            </div>
          )}
          <div class="fr-footer__content">
            <p class="fr-footer__content-desc">
              {SERVICE_NAME}, un service de {operatorName}.
            </p>
          </div>
        </div>
        <div class="fr-footer__bottom">
          <ul class="fr-footer__bottom-list">
            {links.map(([href, label]) => (
              <li class="fr-footer__bottom-item">
                <a class="fr-footer__bottom-link" href={href}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </footer>
  )
}
