import { nameOfCommune } from '#src/collectivite/birthplace.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { readsAttestations } from '#src/collectivite/reads-attestations.js'
import { disputePath, sendPath, signInPath } from '#src/resident/addresses.js'
import { NOTHING_TYPED, type SendForm } from '#src/resident/declared-fields.js'
import type { Review } from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'
import { Review as ReviewPage } from '#templates/resident/review.js'

export const reviewTitle = (collectivite: Collectivite) =>
  `Vérifier avant de transmettre à ${collectivite.name}`

/** The review, with what the resident typed and what is wrong with it. */
export async function reviewPage(
  { db }: Pick<ResidentServices, 'db'>,
  collectivite: Collectivite,
  { id, identity, quotientFamilial, externalId, returnAddress, refresh }: Review,
  { declared, errors, isShared }: SendForm = NOTHING_TYPED,
) {
  const { siret, retentionDays, asksDeclaredFields } = collectivite
  const birthplace = await nameOfCommune(db, identity.birthplace)
  return (
    <ReviewPage
      collectivite={collectivite}
      identity={identity}
      birthplace={birthplace}
      quotientFamilial={quotientFamilial}
      revue={id}
      externalId={externalId}
      retentionDays={retentionDays}
      declared={asksDeclaredFields ? { ...declared, errors } : null}
      isShared={isShared}
      action={sendPath(siret)}
      refresh={refresh}
      refreshUrl={signInPath(siret, { externalId, returnAddress }, true)}
      {...(readsAttestations(collectivite) ? { disputeUrl: disputePath(siret) } : {})}
    />
  )
}
