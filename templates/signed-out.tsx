import { Alert } from '#templates/components/alert.js'

import type { Area } from '#templates/site.js'

type Props = {
  area: Area
  /** Where the provider ends its own session; the browser goes there by itself. */
  continueUrl: string | null
}

/** Signed out, here or everywhere. */
export function SignedOut({ area, continueUrl }: Props) {
  const provider = area === 'usager' ? 'FranceConnect' : 'ProConnect'
  return (
    <>
      <h1>Vous êtes déconnecté</h1>
      {continueUrl ? (
        <p>
          Vous êtes déconnecté de ce service. Reste à l’être de {provider} :{' '}
          <a href={continueUrl}>terminer la déconnexion</a>. Cela se fait tout seul en un instant.
        </p>
      ) : (
        <Alert kind="success">
          <p>Plus rien de vous n’est affiché dans ce navigateur. Vous pouvez fermer cette page.</p>
        </Alert>
      )}
      <p>
        <a href={area === 'usager' ? '/' : '/agent'}>
          {area === 'usager' ? 'Revenir à l’accueil' : 'Revenir à l’espace des agents'}
        </a>
      </p>
    </>
  )
}
