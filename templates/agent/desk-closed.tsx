import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

export type DeskClosedProps = {
  collectivite: Collectivite
  /** The last day on which its files could be taken, in words. */
  day: string
}

/** The desk of a collectivité that left the service, once its files can be taken no more. */
export function DeskClosed({ collectivite, day }: DeskClosedProps) {
  return (
    <>
      <h1>Cet espace est fermé</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      <Alert kind="warning">
        <p>
          {collectivite.name} n’utilise plus ce service. Ce que les habitants avaient transmis pouvait être
          repris jusqu’au {day} ; depuis, tout est effacé et ne peut pas être rétabli.
        </p>
      </Alert>
      <p>
        <a href="/agent">Revenir à l’espace des agents</a>
      </p>
    </>
  )
}
