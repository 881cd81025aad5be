import { ButtonLink } from '#templates/components/button-link.js'

/** ProConnect sent the agent back without a usable identity. */
export function SignInFailed({ gaveUp, signInUrl }: { gaveUp: boolean; signInUrl: string }) {
  return (
    <>
      <h1>{gaveUp ? 'Connexion abandonnée' : 'La connexion n’a pas abouti'}</h1>
      <p>
        {gaveUp
          ? 'Vous êtes revenu de ProConnect sans vous identifier.'
          : 'La réponse de ProConnect n’a pas pu être vérifiée. Cela arrive quand la page est restée ouverte longtemps, quand elle a été rouverte, ou quand les cookies sont bloqués.'}
      </p>
      <p>
        <ButtonLink href={signInUrl}>Recommencer</ButtonLink>
      </p>
      <p>
        <a href="/agent">Revenir à l’entrée de l’espace des agents</a>
      </p>
    </>
  )
}
