import type { Collectivite } from '#src/collectivite/collectivite.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

/** The funds are being asked, or FranceConnect alone. */
export function Waiting({ title, collectivite }: { title: string; collectivite: Collectivite | null }) {
  return (
    <>
      <h1>{title}</h1>
      {collectivite && (
        <p>
          Pour <CollectiviteName collectivite={collectivite} />
        </p>
      )}
      <p>
        <progress class="qf-progress" aria-label="Demande en cours" />
      </p>
      <p>
        Cela prend d’ordinaire quelques secondes, une demi-minute au plus. La page suivante s’affichera toute
        seule : vous n’avez rien à faire.
      </p>
    </>
  )
}

export function StillWaiting() {
  return <p role="status">C’est plus long que d’habitude. Nous attendons encore quelques secondes.</p>
}

/** The answer is there: the browser goes to it, by itself or by the link. */
export function WaitingOver({ address }: { address: string }) {
  return (
    <>
      <meta http-equiv="refresh" content={`0;url=${address}`} />
      <p role="status">
        La réponse est arrivée. <a href={address}>Continuer</a>
      </p>
    </>
  )
}

/** A fault of ours in the middle: nothing was sent, and she can begin again. */
export function WaitingFailed({ signInUrl }: { signInUrl: string }) {
  return (
    <div role="alert">
      <p>
        <strong>Ce service a rencontré un problème.</strong> Rien n’a été transmis à votre collectivité.
      </p>
      <p>
        <ButtonLink href={signInUrl}>Recommencer</ButtonLink>
      </p>
    </div>
  )
}
