import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import { changedSettings } from '#src/collectivite/changed-settings.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { collectivites, hubeeFolders } from '#src/db/schema.js'
import { IS_OPEN } from '#src/delivery/hubee/waiting-folders.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { noteState, settleState } from '#src/onboarding/settle-state.js'

/**
 * DINUM decides whether what is certified is handed over to HubEE, from the next transmission on. Switched off, what was
 * not handed over yet is taken back from there and stays on the desk. Inside `changeAccess`.
 */
export async function switchChannel(
  { safe, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>,
  tx: Db,
  note: Note,
  { siret, delivers, actor }: { siret: string; delivers: boolean; actor: Actor },
): Promise<'on' | 'off' | 'unchanged'> {
  const before = await findCollectivite(tx, siret)
  if (!before || before.state === 'fermée' || before.deliversToHubee === delivers) return 'unchanged'
  // What failed while it was on is nothing to mend once it is off.
  const settings = { deliversToHubee: delivers, ...(delivers ? {} : { hubeeFailedAt: null }) }
  await tx.update(collectivites).set(settings).where(eq(collectivites.siret, siret))
  await note(actor, 'réglages', ...changedSettings(before, { deliversToHubee: delivers }))
  await noteState(note, await settleState(tx, safe.keyring, siret), actor)
  if (delivers) {
    await jobs.send(tx, 'subscriptions', { subscriber: siret })
    return 'on'
  }
  const open = await tx.select({ id: hubeeFolders.id }).from(hubeeFolders).where(IS_OPEN)
  await Promise.all(open.map(({ id: folder }) => jobs.send(tx, 'folders', { siret, folder })))
  return 'off'
}
