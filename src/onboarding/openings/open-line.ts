import { and, eq, isNull } from 'drizzle-orm'
import { type Act, actorOf, noteAct } from '#src/audit/acts.js'
import type { ContactKind } from '#src/collectivite/contacts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { openingLines } from '#src/db/schema.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { type OpenedAndInvited, openAndInvite } from '#src/onboarding/open-and-invite.js'
import { type Result, writeFaults } from '#src/onboarding/openings/faults.js'

type Line = typeof openingLines.$inferSelect

/** Opens a line and notes what came of it, in one transaction; nothing when another process has it, or is done with it. */
export function openLine(
  services: OnboardingServices,
  line: Line,
  { operatorId, inSeconds }: { operatorId: string; inSeconds: number },
): Promise<void> {
  const { organizationSiret: siret, codeCog, name, emails } = line
  const { safe } = services
  const by = { id: operatorId }
  return asCollectivite(safe.db, siret, async (tx) => {
    if (!(await take(tx, line))) return
    const { retentionDays } = services.config
    const opening = { siret, codeCog, name, retentionDays }
    const how = { emails, contacts: contactsOf(line), actor: actorOf(by), inSeconds }
    const outcome = await openAndInvite(services, tx, opening, how)
    await tx
      .update(openingLines)
      .set({ outcome: wordOf(outcome) })
      .where(isLine(line))
    const act = actOf(outcome)
    if (act) await noteAct(safe, tx, by, act, { siret, concerned: `liste ${line.listId}` })
  })
}

/** What it is in the journal; null when nothing was done. */
function actOf(outcome: OpenedAndInvited): Act | null {
  if (outcome.kind === 'opened') return 'ouverture'
  return outcome.kind === 'already-open' && outcome.invited > 0 ? 'invitation' : null
}

async function take(tx: Db, line: Line): Promise<boolean> {
  const taken = await tx
    .select({ line: openingLines.line })
    .from(openingLines)
    .where(and(isLine(line), isNull(openingLines.outcome)))
    .for('update', { skipLocked: true })
  return taken.length > 0
}

function isLine({ listId, line }: Line) {
  return and(eq(openingLines.listId, listId), eq(openingLines.line, line))
}

function contactsOf({
  businessContact,
  dataProtectionOfficer,
}: Line): { kind: ContactKind; email: string }[] {
  const contact = (kind: ContactKind, email: string | null) => (email ? [{ kind, email }] : [])
  return [
    ...contact('contact métier', businessContact),
    ...contact('délégué à la protection des données', dataProtectionOfficer),
  ]
}

function wordOf(outcome: OpenedAndInvited): string | null {
  if (outcome.kind === 'not-a-siret') return writeFaults(['siret-wrong'])
  // The communes of the reference have changed since the list was read.
  if (outcome.kind === 'unknown-place') return writeFaults(['place-unknown'])
  const result: Result =
    outcome.kind !== 'already-open' ? outcome.kind : outcome.invited > 0 ? 'invited' : 'unchanged'
  return result
}
