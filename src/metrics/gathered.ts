import type { Figure } from '#src/metrics/figure.js'

/** What is read when somebody asks: of this process, then of the database, which all processes share. */
export const GATHERED = {
  qf_http_requests_in_flight: { type: 'gauge', help: 'Requests that are being answered.' },
  qf_ready: {
    type: 'gauge',
    help: '1 when this process can serve: the database answers, is of this release and tells the same time.',
  },
  qf_clock_agrees: {
    type: 'gauge',
    help: '0 while the clock of this process and that of the database are too far apart.',
  },
  qf_upstream_down: {
    type: 'gauge',
    help: '1 while residents are told before they sign in that it is down.',
    labels: { upstream: ['api-particulier', 'franceconnect'] },
  },
  qf_circuit_open: {
    type: 'gauge',
    help: '1 while API Particulier is not asked, after five failures in a row.',
  },
  qf_database_connections: {
    type: 'gauge',
    help: 'Connections of this process to the database.',
    labels: { state: ['busy', 'idle'] },
  },
  qf_database_waiting: { type: 'gauge', help: 'Who waits in this process for a connection to the database.' },
  qf_event_loop_delay_p99_seconds: {
    type: 'gauge',
    help: 'How late the event loop was at most in 99 of 100 turns since the last scrape.',
  },
  qf_event_loop_delay_max_seconds: {
    type: 'gauge',
    help: 'How late the event loop was at most since the last scrape.',
  },
  qf_process_cpu_seconds_total: {
    type: 'counter',
    help: 'Processor time of this process.',
    labels: { mode: ['user', 'system'] },
  },
  qf_process_resident_memory_bytes: { type: 'gauge', help: 'Memory of this process.' },
  qf_process_heap_used_bytes: { type: 'gauge', help: 'Memory of this process that JavaScript uses.' },
  qf_process_start_time_seconds: { type: 'gauge', help: 'When this process started, in Unix time.' },
  qf_build_info: {
    type: 'gauge',
    help: 'Always 1; the labels tell the release and the version of Node.',
    labels: { version: null, node: null },
  },
  qf_database_up: {
    type: 'gauge',
    help: '1 when the database answered in time; figures that it did not tell in time are left out.',
  },
  qf_queue_ready_jobs: {
    type: 'gauge',
    help: 'Jobs that could be taken now and are not.',
    labels: { queue: null },
  },
  qf_queue_oldest_ready_job_age_seconds: {
    type: 'gauge',
    help: 'Since when the oldest of them could be taken.',
    labels: { queue: null },
  },
  qf_queue_scheduled_jobs: {
    type: 'gauge',
    help: 'Jobs whose time has not come: a next attempt, a next delivery.',
    labels: { queue: null },
  },
  qf_dead_jobs: { type: 'gauge', help: 'Jobs that failed for a day and wait for the operator.' },
  qf_mails_oldest_age_seconds: {
    type: 'gauge',
    help: 'Age of the oldest mail that has neither left nor been given up; 0 when there is none.',
  },
  qf_collectivites_failing_mails: {
    type: 'gauge',
    help: 'Collectivités of which a mail was refused or given up, and none accepted since.',
  },
  qf_work_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When this work last ended without a failure, in Unix time; left out when that is more than a day ago.',
    labels: { work: ['periods', 'hourly', 'purge', 'nightly', 'audit-heads', 'audit-cut'] },
  },
  qf_work_last_failures: {
    type: 'gauge',
    help: 'Failures that the last run of this work logged.',
    labels: { work: ['hourly', 'purge', 'nightly', 'audit-heads', 'audit-cut'] },
  },
} as const satisfies Record<string, Figure>
