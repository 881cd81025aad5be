import { HELD_ANCHOR, HELD_PATH } from './addresses.js'
import { wordsOf } from './attempts-list.js'

/** A payload frozen at its moment that waits to be sent. */
export type Held = { text: string; event: string | null; requestId: number | null }

/** What was kept back, in the order in which it happened; it can be sent in any other. */
export function HeldList({ held }: { held: Held[] }) {
  return (
    <section aria-labelledby={HELD_ANCHOR}>
      <h2 id={HELD_ANCHOR}>Événements retenus</h2>
      {held.length === 0 ? (
        <p>Aucun. Une demande a l’option « Retenir au lieu d’envoyer ».</p>
      ) : (
        <form method="post" action={HELD_PATH}>
          <ol>
            {held.map((one, index) => (
              <li>
                {`${wordsOf(one)} `}
                <button class="plain" type="submit" name="index" value={index}>
                  Envoyer
                </button>
              </li>
            ))}
          </ol>
          <button type="submit" name="index" value="reversed">
            Tout envoyer, le dernier d’abord
          </button>
        </form>
      )}
    </section>
  )
}
