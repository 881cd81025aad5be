import { ButtonLink } from '#templates/components/button-link.js'

/** ProConnect sent the agent back without a usable identity. */
export function SignInFailed({ gaveUp, signInUrl }: { gaveUp: boolean; signInUrl: string }) {
  return (
    <>
      <h1>{gaveUp ? 'Connexion abandonnée' : 'La connexion n’a pas abouti'}</h1>
      <p>
        {gaveUp
          ? 'Vous êtes revenu de ProConnect sans vous identifier.'
          : 'ProConnect n’a pas pu vous identifier, ou sa réponse n’a pas pu être vérifiée. Cela arrive quand la page est restée ouverte longtemps, quand elle a été rouverte, quand les cookies sont bloqués, ou quand ProConnect est en panne.'}
      </p>
      {!gaveUp && (
        <p>
          Recommencez. Si cela se répète, attendez un quart d’heure, puis écrivez-nous à l’adresse en bas de
          page en donnant l’heure de votre essai.
        </p>
      )}
      <p>
        <ButtonLink href={signInUrl}>Recommencer</ButtonLink>
      </p>
      <p>
        <a href="/agent">Revenir à l’entrée de l’espace des agents</a>
      </p>
    </>
  )
}
