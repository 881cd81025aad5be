import type { Collectivite } from '#src/collectivite/collectivite.js'
import { disputePath, sendPath, signInPath } from '#src/resident/addresses.js'
import { NOTHING_TYPED, type SendForm } from '#src/resident/declared-fields.js'
import type { Review } from '#src/resident/resident-session.js'
import { Review as ReviewPage } from '#templates/resident/review.js'

export const reviewTitle = (collectivite: Collectivite) =>
  `Vérifier avant de transmettre à ${collectivite.name}`

/** The review, with what the resident typed and what is wrong with it. */
export function reviewPage(
  collectivite: Collectivite,
  { id, identity, quotientFamilial, externalId, returnAddress, refresh }: Review,
  { declared, errors, isShared }: SendForm = NOTHING_TYPED,
) {
  const { siret, retentionDays, asksDeclaredFields } = collectivite
  return (
    <ReviewPage
      collectivite={collectivite}
      identity={identity}
      quotientFamilial={quotientFamilial}
      revue={id}
      externalId={externalId}
      retentionDays={retentionDays}
      declared={asksDeclaredFields ? { ...declared, errors } : null}
      isShared={isShared}
      action={sendPath(siret)}
      refresh={refresh}
      refreshUrl={signInPath(siret, { externalId, returnAddress }, true)}
      disputeUrl={disputePath(siret)}
    />
  )
}
