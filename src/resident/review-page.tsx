import type { Collectivite } from '#src/collectivite/collectivite.js'
import { sendPath, signInPath } from '#src/resident/addresses.js'
import type { DeclaredErrors } from '#src/resident/declared-fields.js'
import type { Review } from '#src/resident/resident-session.js'
import type { DeclaredFields } from '#src/submission/content.js'
import { Review as ReviewPage } from '#templates/resident/review.js'

export const reviewTitle = (collectivite: Collectivite) =>
  `Vérifier avant de transmettre à ${collectivite.name}`

/** The review, with what the resident typed and what is wrong with it. */
export function reviewPage(
  collectivite: Collectivite,
  { id, identity, quotientFamilial, externalId, returnAddress, refresh }: Review,
  typed: DeclaredFields = { knownName: '', childrenOrServices: '' },
  errors: DeclaredErrors = {},
) {
  return (
    <ReviewPage
      collectivite={collectivite}
      identity={identity}
      quotientFamilial={quotientFamilial}
      revue={id}
      externalId={externalId}
      retentionDays={collectivite.retentionDays}
      declared={collectivite.asksDeclaredFields ? { ...typed, errors } : null}
      action={sendPath(collectivite.siret)}
      refresh={refresh}
      refreshUrl={signInPath(collectivite.siret, { externalId, returnAddress }, true)}
    />
  )
}
