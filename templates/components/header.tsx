import { type Area, SERVICE_NAME, type Site } from '#templates/site.js'

type Props = { site: Site; area: Area; signedIn: boolean }

const AREAS = {
  usager: { home: '/', tagline: null, signOut: '/deconnexion' },
  agent: { home: '/agent', tagline: 'Espace des agents', signOut: '/agent/deconnexion' },
}

/** Who speaks, where one is, and the way out for who is signed in: without menu nor script. */
export function Header({ site: { brand, operatorName }, area, signedIn }: Props) {
  const { home, tagline, signOut } = AREAS[area]
  return (
    <header class="fr-header">
      <div class="fr-header__body">
        <div class="fr-container">
          <div class="fr-header__body-row">
            <div class="fr-header__brand">
              <div class="fr-header__brand-top">
                {brand === 'state' && (
                  <div class="fr-header__logo">
                    <p class="fr-logo">
                      République
                      <br />
                      Française
                    </p>
                  </div>
                )}
              </div>
              <div class="fr-header__service">
                <a href={home} title={`Accueil - ${SERVICE_NAME}`}>
                  <p class="fr-header__service-title">{SERVICE_NAME}</p>
                </a>
                <p class="fr-header__service-tagline">{tagline ?? operatorName}</p>
              </div>
            </div>
            {signedIn && (
              <div class="fr-header__tools">
                <form action={signOut} method="post">
                  <button type="submit" class="fr-btn fr-btn--secondary">
                    Se déconnecter
                  </button>
                </form>
              </div>
            )}
          </div>
        </div>
      </div>
    </header>
  )
}
