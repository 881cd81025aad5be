import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { openingLines, openingLists } from '#src/db/schema.js'
import type { JobData } from '#src/jobs/jobs.js'
import { describeError } from '#src/log.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { RESULTS } from '#src/onboarding/openings/faults.js'
import { findList } from '#src/onboarding/openings/find-list.js'
import { openLine } from '#src/onboarding/openings/open-line.js'

// Connections of the pool that this takes; the rest stays for residents.
const HANDS = 4
// Well below the time after which its queue takes a job for lost.
const MILLISECONDS = 5_000
// When so many fail, it is not the lines.
const FAILURES_AT_MOST = 50

// Links leave when all lines are opened, 25 a second: mails to mairies that wait for a transmission pass between them,
// and the mail server sees no flood.
const SECONDS_A_LINK = 0.04
// What a line takes to open, until it shows; a pause of the worker counts for no more than the last.
const SECONDS_A_LINE = { first: 0.008, last: 0.1 }

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
  const lines = await linesThatWait(safe.db, id)
  const linksFrom = await endFor(services, list.confirmedAt, id, lines.length)
  const waiting = bySiret(lines)
  const failures: unknown[] = []
  const work = async () => {
    while (Date.now() < until && failures.length < FAILURES_AT_MOST) {
      for (const line of waiting.shift() ?? []) {
        const leavesIn = linksFrom + line.line * SECONDS_A_LINK - safe.now().getTime() / 1000
        const how = { operatorId: list.operatorId, inSeconds: Math.max(0, Math.floor(leavesIn)) }
        await openLine(services, line, how).catch((error) => {
          log.error('line not opened', { siret: line.organizationSiret, ...describeError(error) })
          failures.push(error)
        })
      }
      if (waiting.length === 0) return
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
  if (waiting.length > 0 && failures.length < FAILURES_AT_MOST)
    return jobs.send(safe.db, 'openings', { list: id })
  // The queue tries these again, later and later.
  if (failures.length > 0) throw failures[0]
  await endList(safe.db, id, safe.now())
}

function linesThatWait(db: Db, id: string): Promise<Line[]> {
  const { listId, outcome, line } = openingLines
  return db
    .select()
    .from(openingLines)
    .where(and(eq(listId, id), isNull(outcome)))
    .orderBy(asc(line))
}

/** When the last line will be open, in seconds, as far as the pace until now tells. */
async function endFor(
  { safe }: Pick<OnboardingServices, 'safe'>,
  confirmedAt: Date,
  id: string,
  left: number,
): Promise<number> {
  const { listId, outcome } = openingLines
  const done = await safe.db.$count(openingLines, and(eq(listId, id), inArray(outcome, [...RESULTS])))
  const now = safe.now().getTime() / 1000
  const { first, last } = SECONDS_A_LINE
  const pace = done === 0 ? first : (now - confirmedAt.getTime() / 1000) / done
  return now + left * Math.min(Math.max(pace, first), last)
}

/** Lines about one collectivité go one after the other, in the order of the file. */
function bySiret(lines: Line[]): Line[][] {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const group = groups.get(line.organizationSiret)
    if (group) group.push(line)
    else groups.set(line.organizationSiret, [line])
  }
  return [...groups.values()]
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
