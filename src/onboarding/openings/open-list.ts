import { and, asc, eq, isNull } from 'drizzle-orm'
import type { ContactKind } from '#src/collectivite/contacts.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { openingLines, openingLists } from '#src/db/schema.js'
import type { JobData } from '#src/jobs/jobs.js'
import { describeError } from '#src/log.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { type Invited, type OpenedAndInvited, openAndInvite } from '#src/onboarding/open-and-invite.js'
import { type Result, writeFaults } from '#src/onboarding/openings/faults.js'
import { findList } from '#src/onboarding/openings/find-list.js'

// Connections of the pool that this takes; the rest stays for residents.
const HANDS = 4
// Well below the time after which its queue takes a job for lost.
const MILLISECONDS = 5_000
// Lines that fail one after the other: then it is not the lines.
const FAILURES_AT_MOST = 10

// A line takes some 6 ms to open; its links leave when all are opened, 50 a second: mails to mairies that wait for a
// transmission pass between them, and the mail server sees no flood.
const SECONDS_A_LINE = 0.008
const SECONDS_A_LINK = 0.02

type Line = typeof openingLines.$inferSelect

/**
 * Opens what is left of a confirmed list, some seconds' worth of it, and asks for the next job. Each line is opened and
 * noted in one transaction, by whoever takes it first, so that a crash, a second process and a repetition change nothing.
 */
export async function openList(
  services: OnboardingServices,
  { list: id }: JobData['openings'],
): Promise<void> {
  const { safe, jobs, log } = services
  const list = await findList(safe.db, id)
  if (!list?.confirmedAt || list.endedAt) return
  const until = Date.now() + MILLISECONDS
  const waiting = await linesThatWait(safe.db, id)
  const firstLink =
    list.confirmedAt.getTime() +
    1000 * SECONDS_A_LINE * (await safe.db.$count(openingLines, eq(openingLines.listId, id)))
  const leavesIn = ({ line }: Line) =>
    Math.max(0, Math.floor((firstLink - safe.now().getTime()) / 1000 + line * SECONDS_A_LINK))
  const failures: unknown[] = []
  const work = async () => {
    while (Date.now() < until && failures.length < FAILURES_AT_MOST) {
      const line = waiting.shift()
      if (!line) return
      await openLine(services, line, { actor: `dinum:${list.operatorId}`, inSeconds: leavesIn(line) }).catch(
        (error) => {
          log.error('line not opened', { siret: line.organizationSiret, ...describeError(error) })
          failures.push(error)
        },
      )
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
  // What failed is tried again by the queue, later and later; the rest has been opened.
  if (failures.length > 0) throw failures[0]
  if (waiting.length > 0) await jobs.send(safe.db, 'openings', { list: id })
  else await endList(safe.db, id, safe.now())
}

function linesThatWait(db: Db, id: string): Promise<Line[]> {
  const { listId, outcome, line } = openingLines
  return db
    .select()
    .from(openingLines)
    .where(and(eq(listId, id), isNull(outcome)))
    .orderBy(asc(line))
}

function openLine(
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

/** Another process may have it in hand, or be done with it. */
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
  const results: Record<
    Exclude<OpenedAndInvited['kind'], 'already-open' | 'not-a-siret' | 'unknown-place'>,
    Result
  > = {
    opened: 'opened',
    suspended: 'suspended',
    closed: 'closed',
  }
  if (outcome.kind === 'not-a-siret') return writeFaults(['siret-wrong'])
  // The communes of the reference have changed since the list was read.
  if (outcome.kind === 'unknown-place') return writeFaults(['place-unknown'])
  if (outcome.kind !== 'already-open') return results[outcome.kind]
  return outcome.invited > 0 ? 'invited' : 'unchanged'
}

/** Ended when no line waits: one may still be in the hands of another process, which then ends it. */
async function endList(db: Db, id: string, now: Date): Promise<void> {
  if ((await db.$count(openingLines, and(eq(openingLines.listId, id), isNull(openingLines.outcome)))) > 0)
    return
  await db
    .update(openingLists)
    .set({ endedAt: now })
    .where(and(eq(openingLists.id, id), isNull(openingLists.endedAt)))
}
