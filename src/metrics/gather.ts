import type { Shared } from '#src/metrics/database-figures.js'
import type { Family, Sample } from '#src/metrics/exposition.js'
import { GATHERED } from '#src/metrics/gathered.js'
import type { ProcessFigures } from '#src/metrics/process-figures.js'

/** What is known of this process and those it talks to, without asking anybody. */
export type State = {
  inFlight: number
  down: Record<'api-particulier' | 'franceconnect', boolean>
  circuitOpen: boolean
  /** Null where the database lives in the process. */
  connections: { busy: number; idle: number } | null
  waiting: number | null
  process: ReturnType<ProcessFigures['read']>
  version: string
}
type Samples = Record<keyof typeof GATHERED, Sample[]>

/** All that is read when somebody asks, as families; what is not known has no line. */
export function gather(state: State, shared: Shared): Family[] {
  const samples: Samples = { ...ofProcess(state), ...ofDatabase(shared) }
  return Object.entries(GATHERED).map(([name, figure]) => ({
    name,
    figure,
    samples: samples[name as keyof Samples],
  }))
}

function ofProcess({ inFlight, down, circuitOpen, process: used, version, ...pool }: State) {
  return {
    qf_http_requests_in_flight: one(inFlight),
    qf_upstream_down: each('upstream', Object.entries(down)),
    qf_circuit_open: one(circuitOpen),
    qf_database_connections: each('state', Object.entries(pool.connections ?? {})),
    qf_database_waiting: pool.waiting === null ? [] : one(pool.waiting),
    qf_event_loop_delay_p99_seconds: one(used.delayP99),
    qf_event_loop_delay_max_seconds: one(used.delayMax),
    qf_process_cpu_seconds_total: each('mode', [
      ['user', used.userSeconds],
      ['system', used.systemSeconds],
    ]),
    qf_process_resident_memory_bytes: one(used.residentBytes),
    qf_process_heap_used_bytes: one(used.heapUsedBytes),
    qf_process_start_time_seconds: one(used.startedAt),
    qf_build_info: [{ labels: { version, node: process.version }, value: 1 }],
  }
}

function ofDatabase({ state, waiting }: Shared) {
  const queues = waiting?.queues ?? []
  const working = queues.filter(({ queue }) => queue !== 'dead')
  const dead = queues.find(({ queue }) => queue === 'dead')
  const runs = state?.lastRuns ?? []
  return {
    qf_ready: one(Boolean(state?.isMigrated && state.clockAgrees)),
    qf_clock_agrees: state ? one(state.clockAgrees) : [],
    qf_database_up: one(state !== null),
    qf_queue_ready_jobs: each(
      'queue',
      working.map(({ queue, ready }) => [queue, ready]),
    ),
    qf_queue_oldest_ready_job_age_seconds: each(
      'queue',
      working.map(({ queue, oldestSeconds }) => [queue, oldestSeconds]),
    ),
    qf_queue_scheduled_jobs: each(
      'queue',
      working.map(({ queue, scheduled }) => [queue, scheduled]),
    ),
    qf_dead_jobs: dead ? one(dead.ready + dead.scheduled) : [],
    qf_mails_oldest_age_seconds: waiting ? one(waiting.oldestMailSeconds) : [],
    qf_collectivites_failing_mails: state ? one(state.failingCollectivites) : [],
    qf_work_last_success_timestamp_seconds: each(
      'work',
      runs.map(({ work, succeededAt }) => [work, succeededAt]),
    ),
    qf_work_last_failures: each(
      'work',
      runs.map(({ work, failures }) => [work, failures]),
    ),
  }
}

function one(value: number | boolean): Sample[] {
  return [{ labels: {}, value: Number(value) }]
}

function each(label: string, values: [string, number | boolean | null][]): Sample[] {
  return values.flatMap(([name, value]) =>
    value === null ? [] : [{ labels: { [label]: name }, value: Number(value) }],
  )
}
