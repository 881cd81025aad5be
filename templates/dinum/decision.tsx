import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'

type Props = {
  nav: ConsoleNavProps
  collectivite: Collectivite
  decision: 'suspension' | 'fermeture'
  /** How long agents of a closed one may take their files, and until which day. */
  days: number
  until: string
  action: string
  backUrl: string
}

/** Asks once more before residents can transmit no more. */
export function ConsoleDecision({ nav, collectivite, decision, days, until, action, backUrl }: Props) {
  const closes = decision === 'fermeture'
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>{closes ? 'Fermer le service ?' : 'Suspendre le service ?'}</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {closes ? (
        <>
          <Alert kind="warning" title={`Fermer efface tout, après ${days} jours`}>
            <p>
              Les habitants ne peuvent plus rien transmettre, dès maintenant. Plus aucun courriel ne porte de
              transmission.
            </p>
            <p>
              Pendant {days} jours, jusqu’au {until}, les agents lisent encore et téléchargent leurs fichiers.
              Ensuite la clé de ses données est effacée, avec les transmissions, les courriels, les contacts
              et les accès : personne ne pourra les rétablir.
            </p>
          </Alert>
          <p>
            Les gestionnaires qui sont venus en sont avertis par courriel. Jusqu’à cette date, vous pouvez
            rouvrir sans rien perdre ; après, le service repart de zéro.
          </p>
        </>
      ) : (
        <Alert kind="warning">
          <p>
            Les habitants liront que leur collectivité ne propose plus ce service pour le moment. Les agents
            lisent et téléchargent toujours ce qui est là. Vous pourrez rouvrir à tout moment ; une nouvelle
            habilitation de DataPass rouvre aussi.
          </p>
        </Alert>
      )}
      <form method="post" action={action} class="fr-mb-2w">
        <button type="submit" class="fr-btn">
          {closes ? 'Fermer définitivement' : 'Suspendre le service'}
        </button>
      </form>
      <p>
        <a href={backUrl}>Ne rien changer, revenir à la collectivité</a>
      </p>
    </>
  )
}
