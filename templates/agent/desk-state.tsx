import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Alert } from '#templates/components/alert.js'
import { formatInstant } from '#templates/format.js'

/** Above every room of a desk to which residents transmit no more: why, and until when files can be taken. */
export function DeskState({ collectivite }: { collectivite: Collectivite }) {
  const { state, deskUntil, timeZone } = collectivite
  if (state === 'suspendue')
    return (
      <Alert kind="info" title="Service suspendu">
        <p>
          Les habitants ne peuvent plus rien transmettre pour le moment. Vous pouvez lire, traiter et
          télécharger ce qui est déjà là.
        </p>
      </Alert>
    )
  if (state !== 'fermée') return null
  return (
    <Alert kind="warning" title="Service fermé">
      <p>
        {deskUntil ? (
          <>
            Cet espace reste ouvert jusqu’au <strong>{formatInstant(deskUntil, timeZone)}</strong>.
            Téléchargez vos fichiers d’ici là : ensuite, tout est effacé et ne peut pas être rétabli.
          </>
        ) : (
          'Les habitants ne peuvent plus rien transmettre. Vous pouvez lire et télécharger ce qui est déjà là.'
        )}
      </p>
    </Alert>
  )
}
