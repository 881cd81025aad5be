import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'

/** The collectivités of one organisation whose transmissions the agent may read. */
export function Desks({ desks }: { desks: { collectivite: Collectivite; url: string }[] }) {
  return (
    <>
      <h1>Mes collectivités</h1>
      <ul class="qf-results">
        {desks.map(({ collectivite, url }) => (
          <li>
            <a href={url}>
              <strong>{collectivite.name}</strong> <span>{collectivitePlace(collectivite)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p>
        Vous travaillez aussi pour une autre organisation ? Déconnectez-vous, puis choisissez-la dans
        ProConnect.
      </p>
    </>
  )
}
