import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Notice } from '#templates/resident/notice.js'

/** The page that was sent is not the one that is current. */
export function ReviewChanged({
  collectivite,
  reviewUrl,
}: {
  collectivite: Collectivite
  reviewUrl: string
}) {
  return (
    <Notice
      title="Relisez avant de transmettre"
      collectivite={collectivite}
      way={{ href: reviewUrl, label: 'Relire mes données' }}
    >
      <p>
        Vous vous êtes identifié de nouveau depuis que cette page est ouverte : ce qu’elle montrait n’est plus
        à jour. Rien n’a été transmis.
      </p>
    </Notice>
  )
}
