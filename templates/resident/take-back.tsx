import type { Collectivite } from '#src/collectivite/collectivite.js'
import { CancelForm } from '#templates/components/cancel-form.js'

type Props = {
  collectivite: Collectivite
  /** Null once an agent has opened it. */
  cancelUrl: string | null
  isOpened?: boolean
}

/** A mistake: she takes the transmission back, or whom she asks once an agent has it. */
export function TakeBack({ collectivite, cancelUrl, isOpened = false }: Props) {
  if (!cancelUrl && !isOpened) return null
  return (
    <section class="qf-ecran fr-mt-4w">
      <h2 class="fr-h6">Une erreur ? Un regret ?</h2>
      {cancelUrl ? (
        <>
          <p>
            Tant qu’aucun agent ne l’a ouverte en détail ni mise dans un fichier, vous pouvez reprendre cette
            transmission : ce qu’elle contient est alors effacé de ce service. Un agent a pu la voir dans sa
            liste.
          </p>
          <CancelForm action={cancelUrl} />
        </>
      ) : (
        <p>
          Un agent l’a déjà ouverte : pour la faire corriger ou effacer, adressez-vous à {collectivite.name}{' '}
          avec votre référence. Le montant n’est plus le bon ? Transmettez le nouveau.
        </p>
      )}
    </section>
  )
}
