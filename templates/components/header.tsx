import { SignOut } from '#templates/components/sign-out.js'
import { type Area, SERVICE_NAME, type Site } from '#templates/site.js'

export type HeaderProps = { site: Site; area: Area; signedIn: boolean }

const HOMES: Record<Area, { home: string; tagline?: string }> = {
  usager: { home: '/' },
  agent: { home: '/agent', tagline: 'Espace des agents' },
  dinum: { home: '/dinum', tagline: 'Console de l’opérateur' },
}

/** Who runs the service, its name, and the way out for who is signed in. */
export function Header({ site, area, signedIn }: HeaderProps) {
  const { home, tagline } = HOMES[area]
  return (
    <header class="fr-header">
      <div class="fr-header__body">
        <div class="fr-container">
          <div class="fr-header__body-row">
            <div class="fr-header__brand fr-enlarge-link">
              {site.brand === 'state' && (
                <div class="fr-header__brand-top">
                  <div class="fr-header__logo">
                    <p class="fr-logo">
                      République
                      <br />
                      Française
                    </p>
                  </div>
                </div>
              )}
              <div class="fr-header__service">
                <a href={home} title={`Accueil - ${SERVICE_NAME} - ${site.operatorName}`}>
                  <p class="fr-header__service-title">{SERVICE_NAME}</p>
                </a>
                <p class="fr-header__service-tagline">{tagline ?? site.operatorName}</p>
              </div>
            </div>
            {signedIn && (
              <div class="fr-header__tools">
                {area === 'usager' && (
                  <p class="qf-header__link">
                    <a class="fr-link" href="/mes_transmissions">
                      Mes transmissions
                    </a>
                  </p>
                )}
                <SignOut area={area} quiet />
              </div>
            )}
          </div>
        </div>
      </div>
    </header>
  )
}
