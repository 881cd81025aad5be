import { and, eq, isNull } from 'drizzle-orm'
import type { ContactKind } from '#src/collectivite/contacts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { openingLines } from '#src/db/schema.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { type Invited, type OpenedAndInvited, openAndInvite } from '#src/onboarding/open-and-invite.js'
import { type Result, writeFaults } from '#src/onboarding/openings/faults.js'

type Line = typeof openingLines.$inferSelect

/** Opens a line and notes what came of it, in one transaction; nothing when another process has it, or is done with it. */
export function openLine(
  services: OnboardingServices,
  line: Line,
  how: Pick<Invited, 'actor' | 'inSeconds'>,
): Promise<void> {
  const { organizationSiret: siret, codeCog, name, emails } = line
  const { db } = services.safe
  return asCollectivite(db, siret, async (tx) => {
    if (!(await take(tx, line))) return
    const { retentionDays } = services.config
    const opening = { siret, codeCog, name, retentionDays }
    const outcome = await openAndInvite(services, tx, opening, { emails, contacts: contactsOf(line), ...how })
    await tx
      .update(openingLines)
      .set({ outcome: wordOf(outcome) })
      .where(isLine(line))
  })
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
