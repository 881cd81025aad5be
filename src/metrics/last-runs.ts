import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import type { RunReport } from '#src/metrics/run-report.js'

/** `succeededAt` in Unix time, null when no run of the last day was without a failure; `failures` of the last run. */
export type LastRun = { work: Work; succeededAt: number | null; failures: number | null }
export type Work = 'periods' | 'hourly' | 'purge' | 'nightly' | 'audit-heads' | 'audit-cut'

// By the job in which each is done, and the events that tell of a failure; null: any.
const WORKS: { work: Work; queue: string; events: string[] | null }[] = [
  { work: 'hourly', queue: 'hourly', events: null },
  { work: 'purge', queue: 'hourly', events: ['transmissions not purged', 'transmissions not erased'] },
  { work: 'nightly', queue: 'nightly', events: null },
  { work: 'audit-heads', queue: 'nightly', events: ['audit heads not logged', 'audit head not logged'] },
  { work: 'audit-cut', queue: 'nightly', events: ['audit not cut'] },
]

type Run = { name: string; at: number; report: Partial<RunReport> | null }

/**
 * How what the worker does by the clock went, as the queue remembers it for a day: the same whichever process is asked,
 * and after a restart.
 */
export async function readLastRuns(tx: Db): Promise<LastRun[]> {
  const runs = rowsOf<Run>(
    await tx.execute(sql`
      select name, extract(epoch from completed_on)::float8 as at, output as report from (
        select name, completed_on, output from pgboss.job where name in ('hourly', 'nightly') and state = 'completed'
        union all
        select name, completed_on, output from pgboss.archive where name in ('hourly', 'nightly') and state = 'completed'
      ) done order by completed_on desc`),
  )
  const [periods] = rowsOf<{ at: number | null }>(
    await tx.execute(sql`
      select extract(epoch from max(completed_on))::float8 as at from pgboss.job where name = 'periods' and state = 'completed'`),
  )
  const minutely: LastRun = { work: 'periods', succeededAt: numberOf(periods?.at), failures: null }
  return [minutely, ...WORKS.map(({ work, queue, events }) => lastRunOf(work, events, runsOf(runs, queue)))]
}

function runsOf(runs: Run[], queue: string): Run[] {
  // One without a report was done by an older release.
  return runs.filter(({ name, report }) => name === queue && report?.failures)
}

function lastRunOf(work: Work, events: string[] | null, runs: Run[]): LastRun {
  const failuresIn = ({ report }: Run) =>
    Object.entries(report?.failures ?? {})
      .filter(([event]) => events === null || events.includes(event))
      .reduce((sum, [, times]) => sum + Number(times), 0)
  const [last] = runs
  const succeeded = runs.find((run) => failuresIn(run) === 0)
  return { work, succeededAt: numberOf(succeeded?.at), failures: last ? failuresIn(last) : null }
}

function numberOf(value: number | string | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
