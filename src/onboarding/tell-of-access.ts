import { deskPath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { tellGestionnaires } from '#src/delivery/tell-gestionnaires.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { namedByOperatorMail } from '#templates/mail/named-by-operator.js'

/** Tells the gestionnaires whom somebody else lets in; while none has come there is nobody to tell. Inside `asCollectivite`. */
export async function tellOfAccess(
  { outbox, config }: Pick<OnboardingServices, 'outbox' | 'config'>,
  tx: Db,
  { siret, name }: Pick<Collectivite, 'siret' | 'name'>,
  named: { email: string } | { siren: string },
): Promise<void> {
  const content = namedByOperatorMail({
    collectivite: name,
    named,
    link: new URL(`${deskPath(siret)}/agents`, config.publicUrl).href,
    supportEmail: config.operator.supportEmail,
  })
  await tellGestionnaires(outbox, tx, siret, content)
}
