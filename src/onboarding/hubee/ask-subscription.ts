import { and, asc, eq } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { habilitations } from '#src/db/schema.js'
import type { Hubee } from '#src/external/hubee/client.js'
import { HubeeError } from '#src/external/hubee/hubee-error.js'
import type { NewSubscription } from '#src/external/hubee/subscriptions.js'
import type { JobData } from '#src/jobs/jobs.js'
import { settleSubscription } from '#src/onboarding/hubee/settle-subscription.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/** HubEE wants to know which demande of DataPass allows it, and who administers it. */
const NOT_ASKED = 'HUBEE_NOT_ASKED'
// Tried again, it would be the same.
const FOR_GOOD = ['HUBEE_REFUSED', 'HUBEE_FORBIDDEN', 'HUBEE_NOT_FOUND']

/**
 * Reads the subscription of a collectivité, and asks for one where there is none: somebody at HubEE makes it active.
 * @throws {HubeeError} what may pass: the queue tries again
 */
export async function askSubscription(
  services: OnboardingServices,
  { subscriber: siret }: JobData['subscriptions'],
): Promise<void> {
  const { safe, hubee } = services
  const collectivite = await findCollectivite(safe.db, siret)
  if (!hubee || !collectivite || collectivite.state === 'fermée') return
  const find = () => hubee.findSubscription(siret, collectivite.codeCog)
  const found = await find()
  if (found) return settleSubscription(services, siret, found)
  const failure = await ask(services, hubee, collectivite)
  await settleSubscription(services, siret, failure ? null : await find(), failure)
}

/** Whether this client may ask for subscriptions, and not only send. */
export function maySubscribe({ config }: Pick<OnboardingServices, 'config'>): boolean {
  return /\b(ADMIN|DATAPASS)\b/.test(config.hubee?.scope ?? '')
}

/** @returns why it was refused, as a stable code; null when it is there */
async function ask(
  services: OnboardingServices,
  hubee: Hubee,
  collectivite: Collectivite,
): Promise<string | null> {
  const asked = maySubscribe(services) && (await newSubscription(services.safe.db, collectivite))
  if (!asked) return NOT_ASKED
  try {
    await hubee.subscribe(asked)
    return null
  } catch (error) {
    if (error instanceof HubeeError && FOR_GOOD.includes(error.code)) return error.code
    throw error
  }
}

async function newSubscription(
  db: Db,
  { siret, codeCog, name, postalCodes }: Collectivite,
): Promise<NewSubscription | null> {
  const { id, organizationSiret, active } = habilitations
  const [[demande], contacts] = await Promise.all([
    db
      .select({ id })
      .from(habilitations)
      .where(and(eq(organizationSiret, siret), eq(active, true)))
      .orderBy(asc(id))
      .limit(1),
    listContacts(db, siret),
  ])
  const administrator = contacts.find(({ kind }) => kind === 'demandeur')
  if (!demande || !administrator) return null
  const collectivite = { siret, cogCode: codeCog, name, postalCode: postalCodes[0] ?? '' }
  return { datapassId: demande.id, collectivite, administrator }
}
