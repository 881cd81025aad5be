import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'

type Props = {
  kind: 'to-confirm' | 'confirmed' | 'expired' | 'unknown'
  /** Null when the link leads nowhere. */
  collectivite: Collectivite | null
  email: string | null
  action: string
}

/** What an address to which deliveries may go reads behind its link. */
export function RecipientConfirmation({ kind, collectivite, email, action }: Props) {
  const name = collectivite ? `${collectivite.name} – ${collectivitePlace(collectivite)}` : ''
  switch (kind) {
    case 'to-confirm':
      return (
        <>
          <h1>Confirmer cette adresse</h1>
          <p>
            {name} souhaite envoyer à <strong>{email}</strong> un courriel quand des habitants transmettent
            leur quotient familial.
          </p>
          {collectivite?.mailContent === 'csv' && (
            <p>
              Ces courriels portent un fichier avec les noms et les quotients familiaux des familles.
              Confirmez seulement si toutes les personnes qui lisent cette adresse en ont besoin dans leur
              travail.
            </p>
          )}
          <form method="post" action={action}>
            <button type="submit" class="fr-btn">
              Confirmer cette adresse
            </button>
          </form>
          <p class="fr-mt-3w">
            Vous n’attendiez pas cela, ou vous ne travaillez pas pour cette collectivité ? Fermez cette page :
            rien ne sera envoyé.
          </p>
        </>
      )
    case 'confirmed':
      return (
        <>
          <h1>Adresse confirmée</h1>
          <p role="status">
            <strong>{email}</strong> recevra les courriels de {name}. Pour ne plus les recevoir, demandez à un
            gestionnaire de la collectivité de retirer cette adresse.
          </p>
          <p>
            <a href="/agent">Aller à l’espace des agents</a>
          </p>
        </>
      )
    case 'expired':
      return (
        <>
          <h1>Ce lien a expiré</h1>
          <p>
            Il était valable 7 jours. Un gestionnaire de {name} peut vous en renvoyer un, page « Courriels »
            de l’espace des agents.
          </p>
          <p>
            <a href="/agent">Aller à l’espace des agents</a>
          </p>
        </>
      )
    case 'unknown':
      return (
        <>
          <h1>Ce lien ne mène nulle part</h1>
          <p>
            Il a été remplacé par un lien plus récent, ou l’adresse a été retirée, ou le lien est incomplet.
            Ouvrez le dernier courriel reçu ; sinon, demandez un nouveau lien à un gestionnaire de votre
            collectivité.
          </p>
          <p>
            <a href="/agent">Aller à l’espace des agents</a>
          </p>
        </>
      )
  }
}
