import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

type Props = { collectivite: Collectivite; gestionnaires: string[] }

/** An agent waits until somebody has said that the list of accesses is right. */
export function AccessWaiting({ collectivite, gestionnaires }: Props) {
  return (
    <>
      <h1>Vos accès attendent une confirmation</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      <p>
        Tous les 18 mois, un gestionnaire relit la liste de ceux qui ont accès aux quotients familiaux et la
        confirme. Cela n’a pas encore été fait.
      </p>
      <Alert kind="info" title="Ce qu’il faut faire">
        <p>
          Demandez à un gestionnaire de s’identifier et de choisir « Confirmer cette liste ». Vous retrouverez
          aussitôt votre espace. Rien de ce qui a été transmis n’est perdu.
        </p>
      </Alert>
      <h2>{gestionnaires.length > 1 ? 'Vos gestionnaires' : 'Votre gestionnaire'}</h2>
      <ul>
        {gestionnaires.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    </>
  )
}
